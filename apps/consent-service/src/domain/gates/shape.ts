import type { AccessRequest, Facts } from '../facts.js';
import { isAction, isPurpose, type ReasonCode } from '../vocabulary.js';
import type { SoundRequest } from './question.js';

const ELEMENT = /^[a-z]+\.[A-Za-z0-9]+$/;
/** Actions on data of nobody in particular. */
const SCOPE_ACTIONS = new Set(['discover', 'look-up', 'list', 'aggregate']);
const FACTS_OF_EMERGENCY = ['reason', 'nature', 'whyNoConsent', 'recipientAffiliation'] as const;

/** Gate 0. One failure denies the whole request. */
export function shapeFault(
  request: AccessRequest,
  { policy, emergency }: Facts,
): ReasonCode | undefined {
  if (!request.purpose) return 'PURPOSE_MISSING';
  if (!isPurpose(request.purpose) || !isAction(request.action)) return 'BAD_REQUEST';

  const hasSubject = request.persons.length + request.recordKeys.length > 0;
  if (!hasSubject && !SCOPE_ACTIONS.has(request.action)) return 'BAD_REQUEST';
  if (request.elements.length === 0 || !request.elements.every((id) => ELEMENT.test(id)))
    return 'BAD_REQUEST';
  if ((request.action === 'share-on') !== (request.recipient !== undefined)) return 'BAD_REQUEST';

  const needed = policy.purposes.get(request.purpose)?.context ?? [];
  if (!needed.every((key) => request.context[key])) return 'BAD_REQUEST';
  if (
    request.purpose === 'BTG' &&
    emergency &&
    !FACTS_OF_EMERGENCY.every((fact) => emergency[fact].trim())
  ) {
    return 'BAD_REQUEST';
  }
  return request.elements.every((id) => policy.elements.has(id)) ? undefined : 'UNKNOWN_ELEMENT';
}

/** Order and repetition carry no meaning. */
export function sound(request: AccessRequest): SoundRequest {
  return {
    ...request,
    purpose: request.purpose as SoundRequest['purpose'],
    persons: [...new Set(request.persons)],
    recordKeys: [...new Set(request.recordKeys)],
    elements: [...new Set(request.elements)],
  };
}
