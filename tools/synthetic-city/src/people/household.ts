import type { Random } from '../random.js';
import { ADULT_AGE, type TruePerson } from './person.js';

/** How a person is kin to the one who was born before; each kind is a trap for whoever links records. */
const KINDS = {
  twin: 0.01,
  junior: 0.008,
  senior: 0.004,
  sibling: 0.03,
  partner: 0.03,
} as const;
export type Kinship = keyof typeof KINDS;

export function aKinship(random: Random): Kinship | undefined {
  let left = random.next();
  return (Object.keys(KINDS) as Kinship[]).find((kind) => (left -= KINDS[kind]) < 0);
}

interface Kin {
  readonly of: TruePerson;
  readonly own: TruePerson;
  /** ms UTC */
  readonly asOf: number;
}

/**
 * Twins share family name, birth date and home; a parent and a child of one name are a generation apart; siblings and
 * partners share a home, often the telephone of the house.
 * @returns the person as kin of the other, or as they were where age or sex does not allow it
 */
export function asKin(kind: Kinship, { of, own, asOf }: Kin, random: Random): TruePerson {
  const { homes } = of;
  const phones = random.chance(0.4) ? of.phones : own.phones;
  const families = of.families.slice(0, 1);
  switch (kind) {
    case 'twin':
      if (of.isMinor !== own.isMinor || of.given === own.given) return own;
      return { ...own, families, homes, phones, birthDate: of.birthDate };
    case 'junior':
      return namesake({ of, own, asOf }, random.whole(20, 34));
    case 'senior':
      return namesake({ of, own, asOf }, -random.whole(20, 34));
    case 'sibling':
      return of.given === own.given ? own : { ...own, families, homes, phones };
    case 'partner':
      return { ...own, homes, phones };
  }
}

/** A parent or child of the same name: born `years` before or after, and a minor only where a minor was to be born. */
function namesake({ of, own, asOf }: Kin, years: number): TruePerson {
  const year = Number(of.birthDate.slice(0, 4)) + years;
  const age = new Date(asOf).getUTCFullYear() - year;
  const isAllowed = own.isMinor ? age >= 1 && age <= 16 : age >= ADULT_AGE && age <= 95;
  if (of.sex !== own.sex || !isAllowed) return own;
  return {
    ...own,
    given: of.given,
    families: of.families.slice(0, 1),
    homes: of.homes,
    suffix: years > 0 ? 'Jr' : 'Sr',
    birthDate: `${year}${own.birthDate.slice(4)}`,
  };
}
