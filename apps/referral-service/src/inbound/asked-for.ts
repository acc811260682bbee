import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { Refused, type DecisionContext } from '@continuum/contracts';
import type { CallerIdentity } from '@continuum/service-kit';
import type { Asker } from '../clients/decision.client.js';

/** The signed-in user of a request, and what for. */
export interface Asked extends Asker {
  readonly userId: string;
  readonly userToken: string;
}

const CONTEXT = [
  'incident',
  'case',
  'project',
  'conference',
  'emergency',
  'instrument',
  'relevance',
] as const satisfies readonly (keyof DecisionContext)[];

interface Request {
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly caller?: CallerIdentity;
}

/** `@AskedFor() asked: Asked`: a command of this service is given by a person. */
export const AskedFor = createParamDecorator((_: unknown, context: ExecutionContext): Asked => {
  const { headers, caller } = context.switchToHttp().getRequest<Request>();
  if (!caller?.user || !caller.userToken) {
    throw new Refused('TOKEN_MISSING', "The user's token is needed.");
  }
  const purpose = headers['continuum-purpose'];
  if (!purpose) throw new Refused('PURPOSE_MISSING', 'Say what for: Continuum-Purpose is missing.');
  const given = CONTEXT.flatMap((name) => {
    const value = headers[`continuum-${name}`];
    return value ? [[name, value]] : [];
  });
  return {
    userId: caller.user.id,
    userToken: caller.userToken,
    purpose,
    context: Object.fromEntries(given) as DecisionContext,
  };
});
