/** Reason codes by the side they blame. A rule of the table names those it takes. */
export const PROVIDER = [
  'at_capacity',
  'not_eligible',
  'out_of_area',
  'service_closed',
  'lacks_resource',
  'document_missing',
  'safety_exclusion',
  'other_provider',
] as const;
export const CLIENT = [
  'declined_by_client',
  'no_longer_interested',
  'need_met_elsewhere',
  'unable_to_contact',
  'not_engaged',
  'moved_away',
  'no_longer_qualifies',
  'long_custody',
  'client_deceased',
  'other_client',
] as const;
export const SENDER = ['sent_in_error', 'duplicate', 'consent_revoked', 'replaced_by'] as const;
/** What only the passing of time, or throwing a draft away, gives as a reason. */
export const LAPSED = [
  'no_response',
  'no_info_from_sender',
  'abandoned_draft',
  'discarded',
] as const;
export const INFORMATION = ['info_missing', 'document_missing', 'further_assessment'] as const;
export const HOLD = [
  'in_custody',
  'hospitalised',
  'cannot_locate',
  'client_paused',
  'consent_revoked',
] as const;
export const MISSED_SESSION = [
  'client_acceptable',
  'client_unacceptable',
  'provider_cancelled',
  'transport_failed',
  'custody_movement',
] as const;
export const REOPENING = ['recorded_in_error', 'client_returned'] as const;

export type Reason =
  | (typeof PROVIDER)[number]
  | (typeof CLIENT)[number]
  | (typeof SENDER)[number]
  | (typeof LAPSED)[number]
  | (typeof INFORMATION)[number]
  | (typeof HOLD)[number]
  | (typeof MISSED_SESSION)[number]
  | (typeof REOPENING)[number];

export type Side = 'provider' | 'client' | 'sender' | 'system';

/** Whom a reason blames, for the measures; a provider's exclusion for safety leaves as `other_provider`. */
export function sideOf(reason: string): Side {
  if (has(CLIENT, reason)) return 'client';
  if (has(PROVIDER, reason) || reason === 'no_response') return 'provider';
  if (has(SENDER, reason) || has(LAPSED, reason)) return 'sender';
  return 'system';
}

export const publicReason = (reason: string) =>
  reason === 'safety_exclusion' ? 'other_provider' : reason;

const has = (codes: readonly string[], reason: string) => codes.includes(reason);
