import type { Booking, Citation, LinkedRow } from '../src/domain/contact-row.js';

type Linked<Row> = Row & Pick<LinkedRow, 'confidence'>;
let count = 0;

const header = () =>
  ({
    recordKey: `police/rms/R-${String((count += 1)).padStart(6, '0')}`,
    department: 'police',
    labels: ['LOCAL_CH'],
    agency: 'lbpd',
    isAgencyAssumed: false,
    incidentNos: [],
    ageOnDate: 42,
    flags: [],
    chargeCount: 1,
    worstLevel: 'misdemeanor',
    confidence: 'confirmed',
  }) as const;

export function aCitation(overrides: Partial<Linked<Citation>> = {}): Linked<Citation> {
  return {
    kind: 'citation',
    ...header(),
    dataset: 'cite',
    on: '2023-05-02',
    at: null,
    category: 'criminal',
    officerNo: null,
    isArrest: false,
    ...overrides,
  };
}

export function aBooking(overrides: Partial<Linked<Booking>> = {}): Linked<Booking> {
  return {
    kind: 'booking',
    ...header(),
    dataset: 'book',
    on: '2023-05-02',
    at: null,
    reason: 'new_offence',
    isDetentionOnly: false,
    isPaperOnly: false,
    bookingGroupNo: null,
    facility: 'city-jail',
    releasedAt: null,
    releasedOn: null,
    releaseReason: null,
    ...overrides,
  };
}

/** Clean episodes inside the window of 2024-07-01, one a day. */
export const cleanCitations = (howMany: number): Linked<Citation>[] =>
  Array.from({ length: howMany }, (_, day) =>
    aCitation({ on: `2023-03-${String(day + 1).padStart(2, '0')}` }),
  );
