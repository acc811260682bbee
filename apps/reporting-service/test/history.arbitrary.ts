import fc from 'fast-check';
import type { LinkedRow } from '../src/domain/contact-row.js';
import { aBooking, aCitation } from './contact-row.builder.js';

const minute = 60_000;
const start = Date.parse('2019-06-30T07:00:00Z');
const pick = <T>(...values: T[]) => fc.constantFrom(...values);

const contact = fc.record({
  confidence: pick('confirmed' as const, 'confirmed' as const, 'probable' as const),
  agency: pick('lbpd', 'county-sheriff'),
  incidentNos: pick<string[]>([], [], ['24-1'], ['24-2', '24-1']),
  flags: pick<string[]>([], [], ['incident_reused'], ['ahead_of_clock']),
  ageOnDate: pick(17, 18, 42, null),
  step: fc.integer({ min: 0, max: 400 }),
  isTimed: fc.boolean(),
});

const citation = fc.record({
  category: pick('criminal', 'criminal', 'municipal', 'traffic', null),
  officerNo: pick('OFFICER-A', 'OFFICER-B', null),
});

const booking = fc.record({
  reason: pick('new_offence', 'warrant_fta', 'transfer_in', 'civil_intoxication', null),
  isDetentionOnly: pick(false, false, true),
  isPaperOnly: pick(false, false, true),
  bookingGroupNo: pick('GROUP-1', null),
});

/** Contact rows of one person, crowded so that stops, groups and incidents meet at a window's edge. */
export const aHistory = (): fc.Arbitrary<LinkedRow[]> =>
  fc
    .array(fc.tuple(contact, fc.oneof(citation, booking)), { maxLength: 14, size: 'max' })
    .map((pairs) =>
      pairs.map(([{ step, isTimed, ...header }, codes], index) => {
        const at = new Date(start + step * 10 * minute);
        const timed = {
          ...header,
          recordKey: `police/rms/R-${index}`,
          at: isTimed ? at : null,
          on: new Date(+at - 420 * minute).toISOString().slice(0, 10),
        };
        return 'category' in codes
          ? aCitation({ ...timed, ...codes })
          : aBooking({ ...timed, ...codes });
      }),
    );
