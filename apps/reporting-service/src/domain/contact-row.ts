import type { LocalDate } from './local-date.js';

export type Confidence = 'confirmed' | 'probable';
export type OffenceLevel = 'infraction' | 'municipal' | 'misdemeanor' | 'felony';

interface Contact {
  readonly recordKey: string;
  readonly department: string;
  readonly dataset: string;
  readonly labels: readonly string[];
  /** Delivered with the event; null where only the month is known. */
  readonly on: LocalDate | null;
  readonly at: Date | null;
  /** Arresting or issuing agency, or the record's department where none is named. */
  readonly agency: string;
  readonly isAgencyAssumed: boolean;
  readonly incidentNos: readonly string[];
  readonly ageOnDate: number | null;
  readonly flags: readonly string[];
  readonly chargeCount: number;
  readonly worstLevel: OffenceLevel | null;
}

export interface Citation extends Contact {
  readonly kind: 'citation';
  readonly category: string | null;
  readonly officerNo: string | null;
  readonly isArrest: boolean;
}

export interface Booking extends Contact {
  readonly kind: 'booking';
  readonly reason: string | null;
  readonly isDetentionOnly: boolean;
  readonly isPaperOnly: boolean;
  readonly bookingGroupNo: string | null;
  readonly facility: string | null;
  readonly releasedAt: Date | null;
  readonly releasedOn: LocalDate | null;
  readonly releaseReason: string | null;
}

/** The newest version of a citation or booking: codes, dates and keys, no person. */
export type ContactRow = Citation | Booking;
export type LinkedRow = ContactRow & { readonly confidence: Confidence };
export type DatedRow = LinkedRow & { readonly on: LocalDate };

const WARRANT_REASONS: readonly (string | null)[] = [
  'warrant_fta',
  'warrant_other',
  'probation_violation',
];
const COUNTED_REASONS: readonly (string | null)[] = [
  'new_offence',
  'civil_intoxication',
  ...WARRANT_REASONS,
];
const COUNTED_CATEGORIES: readonly (string | null)[] = ['criminal', 'municipal'];
const DISQUALIFYING_FLAGS = ['release_before_admission', 'ahead_of_clock'];

export const isForWarrant = (row: Booking) => WARRANT_REASONS.includes(row.reason);

export const isQualifying = (row: LinkedRow): row is DatedRow =>
  whyNotQualifying(row) === undefined;

/** Why a row can be no contact for anybody, whatever the window; undefined if it can. */
export function whyNotQualifying(row: ContactRow): string | undefined {
  if (row.on === null) return 'no_date';
  const flag = DISQUALIFYING_FLAGS.find((code) => row.flags.includes(code));
  if (flag) return flag;
  if (row.ageOnDate !== null && row.ageOnDate < 18) return 'minor';
  return row.kind === 'citation' ? whyNoCitation(row) : whyNoBooking(row);
}

function whyNoCitation({ category }: Citation): string | undefined {
  return COUNTED_CATEGORIES.includes(category) ? undefined : (category ?? 'unknown_category');
}

function whyNoBooking(row: Booking): string | undefined {
  if (row.isDetentionOnly) return 'detention_only';
  if (row.isPaperOnly) return 'paper_only';
  if (row.reason === 'transfer_in') return 'transfer';
  return COUNTED_REASONS.includes(row.reason) ? undefined : (row.reason ?? 'unknown_reason');
}
