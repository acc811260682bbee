import type { LinkedRow } from '../src/domain/contact-row.js';
import { aBooking, aCitation, cleanCitations } from './contact-row.builder.js';

export interface HfuVector {
  readonly name: string;
  readonly asOf: string;
  readonly rows: readonly LinkedRow[];
  readonly confirmed: number;
  /** By probable links too. */
  readonly withProbable: number;
}

export const JULY = '2024-07-01';
export const ten = () => cleanCitations(10);
const at = (instant: string) => new Date(instant);

function vector(
  name: string,
  rows: readonly LinkedRow[],
  confirmed: number,
  given: Partial<HfuVector> = {},
): HfuVector {
  return { name, rows, confirmed, withProbable: confirmed, asOf: JULY, ...given };
}

function onOneIncident(): LinkedRow[] {
  const [first, ...rest] = ten();
  const incident = { incidentNos: ['24-001'] };
  return [{ ...first!, ...incident }, ...rest, aBooking({ ...incident, on: '2023-03-02' })];
}

/** The line of high-frequency use, case by case; a voided row (P3) never gets as far as here. */
export const HFU_VECTORS: readonly HfuVector[] = [
  vector(
    'P1: a booking on the first day of the window counts',
    [...ten(), aBooking({ on: '2019-07-01', at: at('2019-07-01T07:30:00Z') })],
    11,
  ),
  vector('P2: a citation and a booking on one incident are one', onOneIncident(), 10),
  vector(
    'P3: detention only and transfer in do not count',
    [
      ...Array.from({ length: 8 }, (_, day) => aBooking({ on: `2023-03-0${day + 1}` })),
      aBooking({ isDetentionOnly: true }),
      aBooking({ reason: 'transfer_in' }),
    ],
    8,
  ),
  vector(
    'P4: the evening before the window is out',
    [...ten(), aCitation({ on: '2019-06-30', at: at('2019-07-01T06:59:59Z') })],
    10,
  ),
  vector(
    'P5: an episode is dated by its first row, window or not',
    [
      ...ten(),
      aCitation({ on: '2019-06-30', incidentNos: ['19-7'] }),
      aBooking({ on: '2019-07-02', incidentNos: ['19-7'] }),
    ],
    10,
  ),
  vector(
    'P6: another agency, no number and a warrant are three',
    [
      ...cleanCitations(7),
      aCitation({ incidentNos: ['23-9'] }),
      aCitation({ incidentNos: ['23-9'], agency: 'county-sheriff' }),
      aCitation(),
      aBooking({ reason: 'warrant_fta', incidentNos: ['23-9'] }),
    ],
    11,
  ),
  vector('P7: the as-of day is out', [...ten(), aBooking({ on: JULY })], 10),
  vector('P8: citations know no admission reason and no legal status', cleanCitations(11), 11),
  vector(
    'P9: traffic and minors do not count',
    [...ten(), aCitation({ category: 'traffic' }), aCitation({ ageOnDate: 17 })],
    10,
  ),
  vector(
    'P10: three citations of one officer in 31 minutes are two stops',
    [
      ...cleanCitations(9),
      ...['17:00', '17:29', '17:31'].map((time) =>
        aCitation({ officerNo: 'OFFICER', on: '2023-05-02', at: at(`2023-05-02T${time}:00Z`) }),
      ),
    ],
    11,
  ),
  vector(
    'P11: a probable link makes nobody a high utilizer',
    [...ten(), aBooking({ confidence: 'probable' })],
    10,
    { withProbable: 11 },
  ),
  vector('P12: as of a leap day, 28 February counts', [aCitation({ on: '2019-02-28' })], 1, {
    asOf: '2024-02-29',
  }),
  vector('P12: as of a leap day, 27 February does not', [aCitation({ on: '2019-02-27' })], 0, {
    asOf: '2024-02-29',
  }),
];
