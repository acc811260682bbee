import type { AccessRequest, Facts } from '../facts.js';
import { isAction, isPurpose, type ReasonCode } from '../vocabulary.js';
import type { SoundRequest } from './question.js';

const ELEMENT = /^[a-z]+\.[A-Za-z0-9]+$/;
/** Actions on data of nobody in particular. */
const SCOPE_ACTIONS = ['discover', 'look-up', 'list', 'aggregate'];
const FACTS_OF_EMERGENCY = ['reason', 'nature', 'whyNoConsent', 'recipientAffiliation'] as const;

interface Need {
  readonly else: ReasonCode;
  readonly isMet: (request: AccessRequest, facts: Facts) => boolean;
}

/** In this order: what a request needs to be judged at all. */
const NEEDS: readonly Need[] = [
  { else: 'PURPOSE_MISSING', isMet: ({ purpose }) => Boolean(purpose) },
  {
    else: 'BAD_REQUEST',
    isMet: ({ purpose = '', action }) => isPurpose(purpose) && isAction(action),
  },
  {
    else: 'BAD_REQUEST',
    isMet: ({ elements }) => elements.length > 0 && elements.every((id) => ELEMENT.test(id)),
  },
  {
    else: 'BAD_REQUEST',
    isMet: (request) => hasSubject(request) || SCOPE_ACTIONS.includes(request.action),
  },
  {
    else: 'BAD_REQUEST',
    isMet: ({ action, recipient }) => (action === 'share-on') === Boolean(recipient),
  },
  { else: 'BAD_REQUEST', isMet: (request, facts) => hasContext(request, facts) },
  { else: 'BAD_REQUEST', isMet: (request, facts) => hasEmergencyFacts(request, facts) },
  {
    else: 'UNKNOWN_ELEMENT',
    isMet: ({ elements }, { policy }) => elements.every((id) => policy.elements.has(id)),
  },
];

/** Gate 0. One failure denies the whole request. */
export const shapeFault = (request: AccessRequest, facts: Facts): ReasonCode | undefined =>
  NEEDS.find((need) => !need.isMet(request, facts))?.else;

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

const hasSubject = ({ persons, recordKeys }: AccessRequest) =>
  persons.length + recordKeys.length > 0;

function hasContext({ purpose = '', context }: AccessRequest, { policy }: Facts): boolean {
  const needed = isPurpose(purpose) ? (policy.purposes.get(purpose)?.context ?? []) : [];
  return needed.every((key) => context[key]);
}

const hasEmergencyFacts = ({ purpose }: AccessRequest, { emergency }: Facts) =>
  purpose !== 'BTG' || !emergency || FACTS_OF_EMERGENCY.every((fact) => emergency[fact].trim());
