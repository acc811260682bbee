import type { FieldError } from '@continuum/contracts';
import { isText } from './no-text.js';

const SENTENCES = {
  MISSING_REQUIRED: 'This field is required.',
  BAD_TYPE: 'This field has the wrong type.',
  BAD_DATE: 'This is not a date that exists.',
  UNKNOWN_CODE: 'This word is not in the code list.',
  UNKNOWN_FIELD: 'The contract has no such field.',
  BAD_KEY: 'A record id has 1 to 120 letters, digits and . _ : ~ -',
  TOO_LARGE: 'This is longer than the contract allows.',
  VERSION_CONFLICT: 'Another content is held under this version.',
  FUTURE_DATE: 'The record is dated more than 24 hours ahead.',
  KIND_NOT_ALLOWED: 'This source may not push this kind.',
  UNKNOWN_PROJECT: 'This project is not registered for the source.',
  JUVENILE_NOT_ACCEPTED: 'Records of people under 18 are not accepted.',
  NOTES_NOT_ACCEPTED: 'Counselling notes and item answers are not accepted.',
  CHRI_NOT_ACCEPTED: 'Criminal history of state or national systems is not accepted.',
  COMPLAINANT_NOT_ACCEPTED: 'Records about complainants, victims or witnesses are not accepted.',
} as const;
export type RejectCode = keyof typeof SENTENCES;

/** Why a row is not taken in. Of rows refused for what they are about, no content is kept. */
export interface Rejection {
  readonly recordId: string | null;
  readonly kind: string | null;
  readonly errors: readonly FieldError[];
  readonly isDiscarded: boolean;
}

const DISCARDED: readonly string[] = [
  'UNKNOWN_PROJECT',
  'JUVENILE_NOT_ACCEPTED',
  'NOTES_NOT_ACCEPTED',
  'CHRI_NOT_ACCEPTED',
  'COMPLAINANT_NOT_ACCEPTED',
] satisfies RejectCode[];

export const fault = (field: string, code: RejectCode): FieldError => ({
  field,
  code,
  text: SENTENCES[code],
});

export function rejection(row: unknown, errors: readonly FieldError[]): Rejection {
  const { recordId, kind } = (row ?? {}) as Record<string, unknown>;
  return {
    recordId: shortText(recordId),
    kind: shortText(kind),
    errors,
    isDiscarded: errors.some(({ code }) => DISCARDED.includes(code)),
  };
}

const shortText = (value: unknown) =>
  typeof value === 'string' && value.length <= 120 && isText(value) ? value : null;
