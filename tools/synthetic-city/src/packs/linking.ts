import type { PushedRecord, PushedSubject } from '@continuum/contracts';
import type { Citizen } from '../city.js';
import { aPerson, DAY } from '../people/person.js';
import { SHARED_PLACES } from '../people/places.js';
import { Random } from '../random.js';
import { instant, localDate } from '../records/local-time.js';

type Feed = 'police/rms' | 'fire/epcr' | 'health/ehr' | 'homeless-services/hmis';

/** One record of the pack: the case, who it truly is, who wrote it down and how. */
type Fixed = readonly [theCase: string, who: string, feed: Feed, subject: PushedSubject];

const [shelter, , jail] = SHARED_PLACES;
const city = { city: 'Long Beach', region: 'CA' };
const home = (line1: string, postcode: string) => [
  { line1, ...city, postcode, kind: 'home' as const },
];
const at = ({ line1, postcode, kind }: (typeof SHARED_PLACES)[number]) => [
  { line1, ...city, postcode, kind },
];
const named = (given: string, family: string, rest: PushedSubject = {}): PushedSubject => ({
  names: [{ use: 'official', given, family }],
  ...rest,
});
const born = (birthDate: string, sex: 'female' | 'male') => ({ birthDates: [birthDate], sex });
const ssn = (value: string) => ({ identifiers: [{ kind: 'ssn', value }] });

const TWINS_HOME = { addresses: home('318 Quill Lane', '90804'), phones: ['5557310041'] };
const TWINS = { ...born('1986-10-02', 'female'), ...TWINS_HOME };
const JUNIORS_HOME = { addresses: home('77 Teacup Court', '90805') };
const SHELTERED = { addresses: at(shelter), phones: [shelter.phone] };
const DOE = named('John', 'Doe', { sex: 'male', addresses: at(jail) });
const ROBERT = { ...born('1974-02-11', 'male'), addresses: home('1204 Pebble Avenue', '90803') };
const ALIAS = { ...born('1979-07-23', 'male'), addresses: home('2950 Kestrel Lane', '90806') };
const MARRIED = { ...born('1990-05-16', 'female'), ...ssn('861-22-7104') };

const FIXED: readonly Fixed[] = [
  ['twins', 'adelina', 'health/ehr', named('Adelina', 'Marorgate', TWINS)],
  ['twins', 'adelina', 'fire/epcr', named('Adelina', 'Marorgate', TWINS)],
  ['twins', 'beatrix', 'health/ehr', named('Beatrix', 'Marorgate', TWINS)],
  ['twins', 'beatrix', 'fire/epcr', named('Beatrix', 'Marorgate', TWINS)],
  ['juniors', 'senior', 'health/ehr', generation('Sr', '1951-03-30')],
  ['juniors', 'junior', 'health/ehr', generation('Jr', '1977-12-08')],
  [
    'alias',
    'marlon',
    'police/rms',
    {
      ...named('Marlon', 'Quinelwick', ALIAS),
      names: [
        { use: 'official', given: 'Marlon', family: 'Quinelwick' },
        { use: 'alias', given: 'Victor', family: 'Hasten' },
      ],
    },
  ],
  ['alias', 'marlon', 'fire/epcr', named('Victor', 'Hasten', ALIAS)],
  ['alias', 'marlon', 'health/ehr', named('Marlon', 'Quinelwick', ALIAS)],
  ['married', 'odessa', 'health/ehr', named('Odessa', 'Kelanford', MARRIED)],
  ['married', 'odessa', 'homeless-services/hmis', named('Odessa', 'Tovanridge', MARRIED)],
  ['doe', 'first', 'fire/epcr', { ...named('John', 'Doe', { sex: 'male' }), unidentified: true }],
  [
    'doe',
    'second',
    'health/ehr',
    { ...named('Jane', 'Doe', { sex: 'female' }), unidentified: true },
  ],
  ...[1, 2, 3, 4, 5, 6].map((nth): Fixed => ['jail-doe', `doe-${nth}`, 'police/rms', DOE]),
  ['shelter', 'ines', 'homeless-services/hmis', named('Ines', 'Garincroft', SHELTERED)],
  ['shelter', 'walter', 'homeless-services/hmis', named('Walter', 'Lorabrook', SHELTERED)],
  ['bob', 'robert', 'health/ehr', named('Robert', 'Smith', ROBERT)],
  ['bob', 'robert', 'fire/epcr', named('Bob', 'Smith', ROBERT)],
  [
    'chris',
    'christine',
    'health/ehr',
    named('Christine', 'Halorwell', born('1983-06-19', 'female')),
  ],
  ['chris', 'christine', 'fire/epcr', named('Chris', 'Halorwell', born('1983-06-19', 'female'))],
  ['chris', 'ann', 'health/ehr', named('Ann', 'Halorwell', born('1983-11-27', 'female'))],
  ['chris', 'anna', 'fire/epcr', named('Anna', 'Halorwell', born('1969-06-19', 'female'))],
];

/** Fixed people with known answers: whose records they are says `truth.personId`, `p-linking-<case>-<who>`. */
export function linkingPack(asOf: Date): Citizen[] {
  const numbered = FIXED.map((fixed, at) => ({ fixed, recordId: `LP-${1001 + at}` }));
  const people = Map.groupBy(
    numbered,
    ({ fixed: [theCase, who] }) => `p-linking-${theCase}-${who}`,
  );
  return [...people].map(([id, records], nth) => {
    const { names, sex, birthDates } = records[0]?.fixed[3] ?? {};
    const person = aPerson(
      {
        id,
        seed: 0,
        nth,
        asOf: +asOf,
        juveniles: 0,
        passedOnPhone: undefined,
        community: undefined,
      },
      new Random(id),
    );
    return {
      person: {
        ...person,
        given: (names?.[0]?.given ?? '').toLowerCase(),
        families: [
          { since: Number.MIN_SAFE_INTEGER, value: (names?.[0]?.family ?? '').toLowerCase() },
        ],
        sex: sex === 'male' ? 'male' : 'female',
        birthDate: birthDates?.[0] ?? person.birthDate,
      },
      arrivals: records.map(({ fixed: [, , feed, subject], recordId }, copy) => {
        const happenedAt = +asOf - (nth * 3 + copy + 1) * DAY;
        return {
          feed,
          at: happenedAt,
          record: { recordId, version: 1, subject, ...BODIES[feed](recordId, happenedAt) },
          truth: { personId: id, errors: [] },
        };
      }),
    };
  });
}

function generation(suffix: string, birthDate: string): PushedSubject {
  return {
    ...born(birthDate, 'male'),
    names: [{ use: 'official', given: 'Emmett', family: 'Wilorstone', suffix }],
    ...JUNIORS_HOME,
  };
}

type KindAndBody = Pick<PushedRecord, 'kind' | 'body'>;

const BODIES: Readonly<Record<Feed, (no: string, happenedAt: number) => KindAndBody>> = {
  'police/rms': (no, happenedAt) => ({
    kind: 'citation',
    body: {
      citationNo: no,
      issuedAt: instant(happenedAt),
      issuingAgency: 'lbpd',
      category: 'municipal',
      violations: [{ statute: '9.22.010 LBMC', level: 'municipal' }],
    },
  }),
  'fire/epcr': (no, happenedAt) => ({
    kind: 'ems_response',
    body: {
      pcrNo: no,
      agency: 'lbfd',
      notifiedAt: instant(happenedAt),
      unitDisposition: 'refused',
      isTransported: false,
    },
  }),
  'health/ehr': (no, happenedAt) => ({
    kind: 'health_encounter',
    body: { encounterNo: no, class: 'ed', startsAt: instant(happenedAt), diagnosis: 'S06.0' },
  }),
  'homeless-services/hmis': (no, happenedAt) => ({
    kind: 'hmis_enrollment',
    body: {
      enrollmentNo: no,
      projectId: 'bridge-shelter',
      projectType: 1,
      entryOn: localDate(happenedAt),
      livingSituation: 101,
    },
  }),
};
