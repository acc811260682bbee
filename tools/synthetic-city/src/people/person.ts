import { aCommunity, aFamilyName, givenNames, type Community, type Sex } from '../names/customs.js';
import type { Random } from '../random.js';
import { numbersOf, type Numbers } from './numbers.js';
import { anAddress, aPhone, type TrueAddress } from './places.js';

/** What was so from an instant (ms UTC) on; the first from birth. */
export interface Since<T> {
  readonly since: number;
  readonly value: T;
}

/** A person as they are; what departments know of them comes later, with errors. */
export interface TruePerson extends Numbers {
  /** `p-1-000123`, seed and number: only the truth folder holds it. */
  readonly id: string;
  readonly given: string;
  readonly middle: string;
  /** More than one where it changed, by marriage for instance. */
  readonly families: readonly Since<string>[];
  readonly suffix?: string;
  readonly sex: Sex;
  /** Under 18 on the day the city is made for; adults are 19 or more. */
  readonly isMinor: boolean;
  readonly birthDate: string;
  readonly phones: readonly Since<string>[];
  /** A number that was somebody else's before. */
  readonly passedOnPhone: string;
  readonly email?: string;
  readonly homes: readonly Since<TrueAddress>[];
  readonly community: string;
  readonly race: string;
  readonly ethnicity: string;
  readonly isHomeless: boolean;
  readonly hasSud: boolean;
  readonly hasMh: boolean;
  /** Mean contacts in five years. */
  readonly propensity: number;
}

export interface Birth {
  readonly id: string;
  readonly seed: number;
  /** Number of the person in the city. */
  readonly nth: number;
  /** ms UTC */
  readonly asOf: number;
  /** Share of people under 18 on that day. */
  readonly juveniles: number;
  /** Of somebody who was born earlier. */
  readonly passedOnPhone: string | undefined;
  /** Of a relative. */
  readonly community: Community | undefined;
}

export const DAY = 86_400_000;
export const YEAR = 365.25 * DAY;
/** The youngest adult, so that nobody of the city turns 18 in the year it is made for. */
export const ADULT_AGE = 19;
/** Departments' records go back so far. */
export const YEARS_BACK = 5.5;
const MEAN_CONTACTS = 1.25;

export function aPerson(birth: Birth, random: Random): TruePerson {
  const { id, asOf } = birth;
  const community = birth.community ?? aCommunity(random);
  const isMinor = random.chance(birth.juveniles);
  const sex = random.chance(isMinor ? 0.52 : 0.66) ? 'male' : 'female';
  const propensity = isMinor ? 0 : aPropensity(random);
  const names = givenNames(community, sex, random);
  const family = aFamilyName(community, random);
  const isHomeless = random.chance(Math.min(0.85, 0.12 + propensity / 15));
  return {
    id,
    ...names,
    families: families(family, sex, community, { random, asOf, isMinor }),
    sex,
    isMinor,
    birthDate: aBirthDate(isMinor, random, new Date(asOf).getUTCFullYear()),
    ...numbersOf(birth.seed, birth.nth),
    phones: sinceThen(aPhone, random.poisson(isHomeless ? 1.2 : 0.3), random, asOf),
    passedOnPhone: birth.passedOnPhone ?? aPhone(random),
    ...(random.chance(0.3) ? { email: anEmail(names.given, family, random) } : {}),
    homes: sinceThen(anAddress, random.poisson(isHomeless ? 1 : 0.4), random, asOf),
    community: community.ethnicity,
    race: community.coded.race,
    ethnicity: community.coded.ethnicity,
    isHomeless,
    hasSud: random.chance(isMinor ? 0.02 : Math.min(0.8, 0.1 + propensity / 12)),
    hasMh: random.chance(Math.min(0.7, 0.12 + propensity / 18)),
    propensity,
  };
}

/** What was so at an instant. */
export function at<T>(times: readonly Since<T>[], instant: number): T {
  const last = times.findLast(({ since }) => since <= instant) ?? times[0];
  if (!last) throw new Error('Nothing was ever so.');
  return last.value;
}

/** Most people are hardly met; a few in a thousand again and again. */
function aPropensity(random: Random): number {
  const usual = MEAN_CONTACTS * random.gamma(0.4);
  return random.chance(0.003) ? usual + 15 + 20 * random.gamma(0.5) : usual;
}

function sinceThen<T>(
  make: (random: Random) => T,
  changes: number,
  random: Random,
  asOf: number,
): Since<T>[] {
  const times = Array.from(
    { length: changes },
    () => asOf - Math.floor(random.next() * YEARS_BACK * YEAR),
  ).sort((a, b) => a - b);
  return [Number.MIN_SAFE_INTEGER, ...times].map((since) => ({ since, value: make(random) }));
}

interface Marrying {
  readonly random: Random;
  readonly asOf: number;
  readonly isMinor: boolean;
}

function families(
  own: string,
  sex: Sex,
  community: Community,
  { random, asOf, isMinor }: Marrying,
): Since<string>[] {
  const born = { since: Number.MIN_SAFE_INTEGER, value: own };
  const changes = random.chance(sex === 'female' ? 0.12 : 0.01) && !isMinor;
  if (!changes) return [born];
  const since = asOf - Math.floor(random.next() * YEARS_BACK * YEAR);
  const partner = aFamilyName(community, random);
  return [born, { since, value: random.chance(0.2) ? `${own}-${partner}` : partner }];
}

function aBirthDate(isMinor: boolean, random: Random, asOfYear: number): string {
  const age = isMinor ? random.whole(1, 16) : ADULT_AGE + Math.floor(random.next() ** 1.4 * 62);
  const month = String(random.whole(1, 12)).padStart(2, '0');
  return `${asOfYear - age}-${month}-${String(random.whole(1, 28)).padStart(2, '0')}`;
}

function anEmail(given: string, family: string, random: Random): string {
  const name = `${given}.${family}`.replace(/[^a-z.]/g, '');
  return `${name}${random.whole(1, 99)}@post.example`;
}
