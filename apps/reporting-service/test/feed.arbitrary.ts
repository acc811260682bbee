import type { Event } from '@continuum/contracts';
import fc from 'fast-check';
import { assigned, bookingRecorded, citationRecorded, withdrawn } from './activity.builder.js';

const person = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const pick = <T>(...values: T[]) => fc.constantFrom(...values);
const day = fc.integer({ min: 1, max: 28 }).map((n) => `2024-02-${String(n).padStart(2, '0')}`);

const aRecord = fc.record({
  isBooking: fc.boolean(),
  dates: fc.array(day, { minLength: 1, maxLength: 3 }),
  incidentNo: pick(null, '24-1', '24-2', '24-3'),
  category: pick('criminal', 'municipal', 'traffic'),
  links: fc.array(
    fc.record({ person: fc.integer({ min: 1, max: 12 }), isConfirmed: fc.boolean() }),
    { maxLength: 3 },
  ),
  isVoided: pick(false, false, false, true),
});

type ARecord = typeof aRecord extends fc.Arbitrary<infer T> ? T : never;

/** What departments and identity-service publish of some records: corrections, voids, links done and undone. */
export const aFeed = (): fc.Arbitrary<Event<unknown>[]> =>
  fc
    .array(aRecord, { minLength: 150, maxLength: 150 })
    .map((records) => records.flatMap((record, nth) => eventsOf(record, nth)));

function eventsOf(record: ARecord, nth: number): Event<unknown>[] {
  const { isBooking, dates, incidentNo, category, links, isVoided } = record;
  const recordKey = isBooking ? `police/jail/B-${nth}` : `police/rms/R-${nth}`;
  const versions = dates.map((localDate, at) => {
    const header = { recordKey, recordVersion: at + 1, localDate };
    return isBooking
      ? bookingRecorded(header, incidentNo ? { incidentNo: [incidentNo] } : {})
      : citationRecorded(header, { category, ...(incidentNo && { incidentNo }) });
  });
  const assignments = links.map((link, at) =>
    assigned(recordKey, person(link.person), {
      linkVersion: at + 1,
      confidence: link.isConfirmed ? 'confirmed' : 'probable',
    }),
  );
  const void_ = isVoided ? [withdrawn(recordKey, versions.length + 1, 'voided')] : [];
  return [...versions, ...assignments, ...void_];
}
