import { GATEWAY_OBLIGATIONS } from '@continuum/contracts';
import type { Answer, Findings, Question } from './question.js';

/** Gate 10: what must be done with it, and whether the caller can. */
export function obligation({ request }: Question, found: Findings): Answer {
  const obligations = obligationsOf(found);
  const isSupported = GATEWAY_OBLIGATIONS.every(
    (code) => !obligations.includes(code) || request.capabilities.includes(code),
  );
  return { ...(isSupported ? {} : { fails: 'OBLIGATION_UNSUPPORTED' }), finds: { obligations } };
}

/** Union over templates and all rows that hold. */
export const obligationsOf = ({ templates, rows }: Findings) => [
  ...new Set([...templates, ...rows].flatMap(({ obligations }) => obligations)),
];
