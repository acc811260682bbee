import {
  BookingRecordedV1,
  CitationRecordedV1,
  recordKinds,
  type CoarseActivity,
  type Event,
  type FullActivity,
} from '@continuum/contracts';
import { bookingRow, citationRow } from './contact-row-of.js';
import type { ContactRow } from './contact-row.js';
import { monthKey, type LocalDate } from './local-date.js';

export type ActivityRecorded = FullActivity<unknown> | CoarseActivity;

/** One version of a record as the mart takes it in. */
export interface RecordVersion {
  readonly recordKey: string;
  readonly recordVersion: number;
  readonly kind: string;
  readonly dataset: string;
  readonly department: string;
  /** `department/source/kind` */
  readonly feed: string;
  readonly labels: readonly string[];
  readonly monthKey: number | null;
  readonly localDate: LocalDate | null;
  readonly hasSubject: boolean;
  readonly isCounted: boolean;
  /** Of a citation or booking that travelled in full. */
  readonly contact: ContactRow | null;
}

export function recordVersion(event: ActivityRecorded): RecordVersion {
  const { data } = event;
  const age = data.demographics?.ageOnDate ?? null;
  return {
    recordKey: data.recordKey,
    recordVersion: data.recordVersion,
    kind: data.kind,
    dataset: data.dataset,
    department: data.department,
    feed: `${data.department}/${data.source}/${data.kind}`,
    labels: data.labels,
    monthKey: monthOf(event),
    localDate: data.localDate,
    hasSubject: recordKinds.get(data.kind)?.hasSubject ?? true,
    isCounted: (age === null || age >= 18) && !data.dqFlags.includes('ahead_of_clock'),
    contact: contactOf(event),
  };
}

function monthOf({ data }: ActivityRecorded): number | null {
  if (data.travel === 'coarse') return monthKey(data.body.startMonth);
  return data.localDate === null ? null : monthKey(data.localDate);
}

function contactOf(event: ActivityRecorded): ContactRow | null {
  if (event.data.travel === 'coarse') return null;
  if (isOf<BookingRecordedV1>(event, BookingRecordedV1)) return bookingRow(event.data);
  if (isOf<CitationRecordedV1>(event, CitationRecordedV1)) return citationRow(event.data);
  return null;
}

function isOf<E extends Event<unknown>>(
  event: ActivityRecorded,
  { type }: { readonly type: string },
): event is Extract<E, { data: { travel: 'full' } }> & FullActivity<unknown> {
  return event.type === type;
}
