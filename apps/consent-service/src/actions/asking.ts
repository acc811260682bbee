import { Refused, type DecisionContext, type DecisionRequest } from '@continuum/contracts';
import type { CallerIdentity } from '@continuum/service-kit';
import type { AccessRequest } from '../domain/facts.js';
import type { Asking } from '../store/facts/facts.repository.js';
import type { Asker } from '../store/ledger/decision-draft.js';

export interface AskedBy {
  readonly asker: Asker;
  readonly asking: Asking;
}

/** The user of the token; or, for a listed service without one, the user it names. */
export function askedBy(
  { service = '', user }: CallerIdentity,
  onBehalfOf: string | undefined,
  onBehalfServices: readonly string[],
): AskedBy {
  if (onBehalfOf !== undefined) {
    if (!onBehalfServices.includes(service)) {
      throw new Refused('SERVICE_NOT_ALLOWED', 'This service may not ask on behalf of a user.');
    }
    return {
      asker: { userId: onBehalfOf, caller: service, isOnBehalf: true, mfa: false },
      asking: { userId: onBehalfOf, session: { isOnBehalf: true } },
    };
  }
  if (!user) throw new Refused('TOKEN_MISSING', "The user's token is needed.");
  const mfaAt = user.mfa ? user.authTime : undefined;
  return {
    asker: { userId: user.id, caller: service, isOnBehalf: false, mfa: user.mfa },
    asking: { userId: user.id, session: { isOnBehalf: false, ...(mfaAt && { mfaAt }) } },
  };
}

/** The command as the engine takes it: only what is named here gets in. */
export function toAccessRequest(body: DecisionRequest): AccessRequest {
  const { purpose, action, persons = [], recordKeys = [], elements, capabilities } = body;
  const pairs = (persons.length + recordKeys.length) * elements.length;
  if (pairs > MOST_PAIRS) {
    throw new Refused('BAD_REQUEST', 'At most 10,000 pairs of person and element.');
  }
  return {
    action,
    persons,
    recordKeys,
    elements,
    capabilities,
    context: contextOf(body.context),
    ...(purpose !== undefined && { purpose }),
    ...(body.answeredBy !== undefined && { answeredBy: body.answeredBy }),
    ...(body.recipient && { recipient: { ...body.recipient } }),
  };
}

export const contextOf = (context: DecisionContext | undefined): DecisionContext => ({
  ...context,
});

const MOST_PAIRS = 10_000;
