import { FAMILIES, FEMALE, MALE, POSTCODES, STREETS } from './names.js';
import type { Random } from './random.js';

export interface TrueAddress {
  readonly line1: string;
  readonly unit?: string;
  readonly postcode: string;
}

/** A person as they are; what departments know of them comes later, with errors. */
export interface TruePerson {
  /** `p-1-000123`, seed and number: only the truth folder holds it. */
  readonly id: string;
  readonly given: string;
  readonly middle: string;
  readonly family: string;
  readonly suffix?: string;
  readonly sex: 'female' | 'male';
  readonly birthDate: string;
  readonly ssn: string;
  readonly phone: string;
  readonly address: TrueAddress;
  readonly race: string;
  readonly ethnicity: string;
  readonly isHomeless: boolean;
  readonly hasSud: boolean;
  readonly hasMh: boolean;
  /** Mean contacts in five years. */
  readonly propensity: number;
}

const MEAN_CONTACTS = 1.7;

export function aPerson(id: string, random: Random, asOfYear: number): TruePerson {
  const sex = random.chance(0.68) ? 'male' : 'female';
  const propensity = MEAN_CONTACTS * random.gamma(0.4);
  const isHomeless = random.chance(Math.min(0.85, 0.12 + propensity / 15));
  return {
    id,
    given: random.pickSkewed(sex === 'male' ? MALE : FEMALE),
    middle: random.chance(0.6) ? random.pickSkewed(sex === 'male' ? MALE : FEMALE) : '',
    family: random.pickSkewed(FAMILIES),
    sex,
    birthDate: birthDate(random, asOfYear),
    ssn: ssn(random),
    phone: `555${String(random.whole(2_000_000, 9_999_999))}`,
    address: anAddress(random),
    race: random.pick(['white', 'black', 'asian', 'other']),
    ethnicity: random.chance(0.43) ? 'hispanic' : 'not_hispanic',
    isHomeless,
    hasSud: random.chance(Math.min(0.8, 0.1 + propensity / 12)),
    hasMh: random.chance(Math.min(0.7, 0.12 + propensity / 18)),
    propensity,
  };
}

/** Twins share family name, birth date and home, and nothing else; a child of the same name is a generation younger. */
export function aRelative(kind: 'twin' | 'junior', of: TruePerson, own: TruePerson): TruePerson {
  const shared = { ...own, family: of.family, address: of.address, sex: of.sex };
  if (kind === 'twin') return { ...shared, birthDate: of.birthDate };
  const year = Number(of.birthDate.slice(0, 4)) + 24;
  return {
    ...shared,
    given: of.given,
    suffix: 'Jr',
    birthDate: `${year}${own.birthDate.slice(4)}`,
  };
}

export function anAddress(random: Random): TrueAddress {
  const unit = random.chance(0.4) ? { unit: String(random.whole(1, 60)) } : {};
  return {
    line1: `${random.whole(100, 3999)} ${random.pick(STREETS)}`,
    ...unit,
    postcode: random.pick(POSTCODES),
  };
}

function birthDate(random: Random, asOfYear: number): string {
  // Of age in every year the city looks back on.
  const age = 25 + Math.floor(random.next() ** 1.4 * 50);
  const month = String(random.whole(1, 12)).padStart(2, '0');
  return `${asOfYear - age}-${month}-${String(random.whole(1, 28)).padStart(2, '0')}`;
}

/** Area 8xx was not issued to these birth years. */
function ssn(random: Random): string {
  const part = (from: number, to: number, width: number) =>
    String(random.whole(from, to)).padStart(width, '0');
  return `${part(800, 899, 3)}-${part(1, 99, 2)}-${part(1, 9999, 4)}`;
}
