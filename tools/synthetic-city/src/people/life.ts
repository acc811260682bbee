import type { Random } from '../random.js';
import { DAY, YEAR, YEARS_BACK, type TruePerson } from './person.js';

export type HappeningKind =
  | 'citation'
  | 'booking'
  | 'ems'
  | 'encounter'
  | 'sud'
  | 'mh'
  | 'enrollment'
  | 'outreach'
  | 'situation'
  | 'code';

/** Something that truly happened to a person. */
export interface Happening {
  readonly kind: HappeningKind;
  /** ms UTC */
  readonly at: number;
  /** Citation and booking of one incident share it. */
  readonly incidentNo: string;
  /** ms it lasted, where it lasted. */
  readonly lasted: number;
}

/** What happens to one person before `asOf`, in quiet and crisis spells, oldest first. */
export function aLife(person: TruePerson, random: Random, asOf: number): Happening[] {
  const from = beginning(person, asOf);
  const share = (asOf - from) / (YEARS_BACK * YEAR);
  const crises = Array.from(
    { length: random.poisson(0.8) },
    () => from + random.next() * (asOf - from),
  );
  const instant = () => {
    const isCrisis = crises.length > 0 && random.chance(0.5);
    const at = isCrisis
      ? random.pick(crises) + random.next() * 60 * DAY
      : from + random.next() * (asOf - from);
    return Math.min(at, asOf - random.next() * DAY);
  };
  const some = (kind: HappeningKind, mean: number, days = 0) =>
    Array.from({ length: random.poisson(mean * share) }, () =>
      happening(kind, instant(), days * DAY * random.next(), random),
    );

  const contacts = Array.from(
    { length: random.poisson(person.propensity * share * (YEARS_BACK / 5)) },
    () => instant(),
  ).flatMap((at) => contact(at, random));
  const sickness = 0.5 + person.propensity / 6;
  return [
    ...contacts,
    ...some('ems', sickness),
    ...some('encounter', sickness * 0.8, 1),
    ...(person.hasSud ? some('sud', 1.2, 90) : []),
    ...(person.hasMh ? some('mh', 1.1, 120) : []),
    ...(person.isHomeless ? some('enrollment', 1.2, 150) : []),
    ...(person.isHomeless && !person.isMinor
      ? [...some('outreach', 1.5), ...some('situation', 0.6)]
      : []),
    ...(person.isMinor ? [] : some('code', 0.05, 200)),
  ].sort((a, b) => a.at - b.at || (a.incidentNo < b.incidentNo ? -1 : 1));
}

/** Departments keep what happened to adults since they were of age, and to a minor since birth. */
function beginning({ birthDate, isMinor }: TruePerson, asOf: number): number {
  const born = Date.parse(birthDate);
  return Math.max(asOf - YEARS_BACK * YEAR, isMinor ? born : born + 18 * YEAR + DAY);
}

/** A stop ends in a citation, a booking, or both under one incident number. */
function contact(at: number, random: Random): Happening[] {
  const stay = () => random.next() ** 3 * 40 * DAY + 4 * 3_600_000;
  const [cited, booked] = random.pick([
    [true, false],
    [true, false],
    [false, true],
    [false, true],
    [true, true],
  ] as const);
  const first = happening('citation', at, 0, random);
  const arrest = { ...first, kind: 'booking' as const, at: at + 3_600_000, lasted: stay() };
  return [...(cited ? [first] : []), ...(booked ? [arrest] : [])];
}

function happening(kind: HappeningKind, at: number, lasted: number, random: Random): Happening {
  const year = new Date(at).getUTCFullYear() % 100;
  return {
    kind,
    at: Math.floor(at),
    lasted,
    incidentNo: `${year}-${String(random.whole(0, 999_999)).padStart(6, '0')}`,
  };
}
