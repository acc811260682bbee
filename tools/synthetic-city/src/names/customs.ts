import type { Random } from '../random.js';
import { FAMILY } from './family-names.js';
import { GIVEN } from './given-names.js';
import { Zipf } from './zipf.js';

export type Custom = keyof typeof GIVEN;
export type Sex = 'female' | 'male';

/** A group of the city by how it names its people; what the fairness report tells apart. */
export interface Community {
  /** As the truth file says it. */
  readonly ethnicity: string;
  readonly share: number;
  readonly custom: Custom;
  /** Share of its people with an English given name, their own being the middle one. */
  readonly englishGiven: number;
  /** Share whose family name is two, as `garcia lopez` is. */
  readonly doubleFamily: number;
  /** Share whose family name begins with particles, as `de la cruz` does. */
  readonly particles: number;
  /** How the records' owners code it. */
  readonly coded: { readonly race: string; readonly ethnicity: string };
}

const community = (
  ethnicity: string,
  share: number,
  custom: Custom,
  rest: Partial<Community> = {},
): Community => ({
  ethnicity,
  share,
  custom,
  englishGiven: 0,
  doubleFamily: 0.02,
  particles: 0,
  coded: { race: 'white', ethnicity: 'not_hispanic' },
  ...rest,
});
const coded = (race: string, ethnicity = 'not_hispanic') => ({ coded: { race, ethnicity } });

export const COMMUNITIES: readonly Community[] = [
  community('hispanic', 0.41, 'spanish', {
    doubleFamily: 0.35,
    particles: 0.06,
    ...coded('other', 'hispanic'),
  }),
  community('white', 0.27, 'english'),
  community('black', 0.14, 'composed', { englishGiven: 0.6, ...coded('black') }),
  community('east_asian', 0.06, 'eastAsian', { englishGiven: 0.4, ...coded('asian') }),
  community('southeast_asian', 0.07, 'southeastAsian', { englishGiven: 0.3, ...coded('asian') }),
  community('middle_eastern', 0.03, 'arabic', { englishGiven: 0.1 }),
  community('pacific_islander', 0.02, 'island', { englishGiven: 0.35, ...coded('other') }),
];

const PARTICLES = ['de la', 'de los', 'del', 'de'];
/** How many share the commonest names: a small offset, few names for many people. */
const OFFSETS: Readonly<Record<Custom, number>> = {
  english: 15,
  composed: 12,
  spanish: 6,
  eastAsian: 3,
  southeastAsian: 2,
  arabic: 4,
  island: 6,
};
const CUSTOMS = Object.keys(GIVEN) as Custom[];
const zipfs = (names: (custom: Custom) => readonly string[], offset: (custom: Custom) => number) =>
  Object.fromEntries(
    CUSTOMS.map((custom) => [custom, new Zipf(names(custom), offset(custom))]),
  ) as Readonly<Record<Custom, Zipf>>;

const GIVENS = {
  male: zipfs(
    (custom) => GIVEN[custom].male,
    () => 8,
  ),
  female: zipfs(
    (custom) => GIVEN[custom].female,
    () => 8,
  ),
};
const FAMILIES = zipfs(
  (custom) => FAMILY[custom],
  (custom) => OFFSETS[custom],
);

export interface GivenNames {
  readonly given: string;
  readonly middle: string;
}

export function aCommunity(random: Random): Community {
  let left = random.next();
  return COMMUNITIES.find(({ share }) => (left -= share) < 0) ?? (COMMUNITIES[0] as Community);
}

export function givenNames(community: Community, sex: Sex, random: Random): GivenNames {
  const own = GIVENS[sex][community.custom];
  const english = GIVENS[sex].english;
  if (random.chance(community.englishGiven))
    return { given: english.pick(random), middle: random.chance(0.6) ? own.pick(random) : '' };
  return { given: own.pick(random), middle: random.chance(0.5) ? own.pick(random) : '' };
}

export function aFamilyName(
  { custom, doubleFamily, particles }: Community,
  random: Random,
): string {
  const names = FAMILIES[custom];
  const name = names.pick(random);
  if (random.chance(particles)) return `${random.pick(PARTICLES)} ${name}`;
  if (!random.chance(doubleFamily)) return name;
  return `${name}${random.chance(custom === 'spanish' ? 0.25 : 1) ? '-' : ' '}${names.pick(random)}`;
}
