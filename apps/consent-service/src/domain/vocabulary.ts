import {
  ACTIONS,
  CONSENT_FORM_KINDS,
  isPurpose,
  PURPOSES,
  TRANSFORMS,
  type Action,
  type Purpose,
} from '@continuum/contracts';

export { isPurpose, PURPOSES, type Purpose };

export const isAction = (word: string): word is Action => ACTIONS.some((known) => known === word);

/** Purposes of criminal justice. */
export const CJ_PURPOSES: readonly Purpose[] = [
  'DIVERSION_MONITOR',
  'LE_LOCATE',
  'LE_INVESTIGATION',
  'PROSECUTION',
];

export const REASONS = [
  'BAD_REQUEST',
  'UNKNOWN_ELEMENT',
  'PURPOSE_MISSING',
  'ACCOUNT_STALE',
  'TRAINING_LAPSED',
  'PROHIBITED',
  'LEVEL_TOO_LOW',
  'NO_AGREEMENT',
  'AGREEMENT_ENDED',
  'AGREEMENT_SUSPENDED',
  'NO_RELATION',
  'NO_LEGAL_BASIS',
  'WRONG_INSTRUMENT',
  'CONSENT_MISSING',
  'CONSENT_DEFECTIVE',
  'CONSENT_EXPIRED',
  'CONSENT_REVOKED',
  'CONSENT_CONFLICT',
  'RESTRICTION',
  'NOT_NECESSARY',
  'NOT_EXPORTABLE',
  'FIELD_NOT_SEARCHABLE',
  'SMALL_CELL',
  'OBLIGATION_UNSUPPORTED',
  'STALE_EPOCH',
  'AUDIT_UNAVAILABLE',
  'EVAL_ERROR',
] as const;
export type ReasonCode = (typeof REASONS)[number];

/** Least to most protective. */
export const PROTECTION = [...TRANSFORMS, 'WITHHOLD', 'WITHHOLD_SILENT'] as const;
export type Protection = (typeof PROTECTION)[number];

/** Obligations that consent-service carries out itself, in the decision's transaction. */
export const OWN_OBLIGATIONS = [
  'LOG',
  'LOG_DISCLOSURE',
  'LOG_P2',
  'LOG_SECONDARY',
  'DOC_2_51',
  'NOTIFY',
  'REVIEW',
] as const;

export const LEVELS = [0, 1, 2, 3, 4, 5, 6] as const;
export type Level = (typeof LEVELS)[number];

/** What a consent form, or the thing that stands in its place, is. */
export const INSTRUMENT_KINDS = [
  ...CONSENT_FORM_KINDS,
  'LOCATE_REQUEST',
  'COURT_ORDER',
  'WARRANT',
  'SUBPOENA',
  'DUA',
  'RELEASE_RECORD',
] as const;
export type InstrumentKind = (typeof INSTRUMENT_KINDS)[number];

export const CONSENT_KINDS = CONSENT_FORM_KINDS;
export type ConsentKind = (typeof CONSENT_KINDS)[number];

export const RELATION_KINDS = [
  'caseload',
  'care-team',
  'coordinator',
  'roster',
  'conference',
  'receiver',
  'in-custody-patient',
  'incident',
  'treating',
  'own-case',
  'counsel',
  'monitor',
  'project-member',
  'self',
] as const;
export type RelationKind = (typeof RELATION_KINDS)[number];

export const TRAININGS = ['privacy', 'MDT', 'field', 'CJ', 'research'] as const;
export type Training = (typeof TRAININGS)[number];
