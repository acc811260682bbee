/**
 * What can be said of two values, comparison by comparison. A level's place in its list is its number in a pattern; 0 is
 * absent. The lists are part of a model: a change here is a new model.
 */
export const ABSENT = 0;

/** Given names of two names of two words, from equal to nothing in common. */
export const GIVEN_LEVELS = [
  'equal',
  'nickname',
  'very alike',
  'initial',
  'other name of the same person',
  'alike',
  'different',
] as const;
export const FAMILY_LEVELS = ['equal', 'very alike', 'shared word', 'alike', 'different'] as const;

export const GivenLevel = {
  equal: 0,
  nickname: 1,
  near: 2,
  initial: 3,
  middle: 4,
  close: 5,
  different: 6,
} as const;
export const FamilyLevel = { equal: 0, near: 1, word: 2, close: 3, different: 4 } as const;

const GRID = GIVEN_LEVELS.length * FAMILY_LEVELS.length;

/** A given and a family level in one: the grid stands first in the list of name levels. */
export const gridLevel = (given: number, family: number) =>
  1 + given * FAMILY_LEVELS.length + family;
export const isGrid = (level: number) => level >= 1 && level <= GRID;
export const givenIn = (level: number) => Math.trunc((level - 1) / FAMILY_LEVELS.length);
export const familyIn = (level: number) => (level - 1) % FAMILY_LEVELS.length;

export const NameLevel = {
  allEqual: gridLevel(GivenLevel.equal, FamilyLevel.equal),
  middleEqual: GRID + 1,
  middleDiffers: GRID + 2,
  swapped: GRID + 3,
  swappedNearly: GRID + 4,
  alias: GRID + 5,
  manyAliases: GRID + 6,
  oneWordFamily: GRID + 7,
  oneWordGiven: GRID + 8,
  oneWordNickname: GRID + 9,
  oneWordMiddle: GRID + 10,
  oneWordNear: GRID + 11,
  oneWordNone: GRID + 12,
  wordsEqual: GRID + 13,
  wordsNear: GRID + 14,
  wordsDiffer: GRID + 15,
} as const;

export const DateLevel = {
  exactFirstOfYear: 1,
  exact: 2,
  listedElsewhere: 3,
  dayMonthSwapped: 4,
  oneEditInYear: 5,
  oneEditOfYear: 6,
  oneEditOfFirst: 7,
  sameMonth: 8,
  sameYear: 9,
  sameMonthDay: 10,
  withinFiveYears: 11,
  different: 12,
} as const;

export const IdentifierLevel = {
  twoEqual: 1,
  oneEqual: 2,
  coreEqual: 3,
  equalAndContradicting: 4,
  oneContradicts: 5,
  twoContradict: 6,
} as const;

export const Ssn4Level = { equal: 1, near: 2, different: 3 } as const;
export const DepartmentLevel = { equal: 1, different: 2 } as const;
export const AddressLevel = {
  unit: 1,
  building: 2,
  street: 3,
  finePostcode: 4,
  fineNear: 5,
  outward: 6,
  area: 7,
  postcode: 8,
  different: 9,
  fineDifferent: 10,
} as const;
export const SharedLevel = { shared: 1, different: 2 } as const;
export const SexLevel = { equal: 1, different: 2 } as const;
export const AttributeLevel = { equal: 1, word: 2, close: 3, different: 4 } as const;

/** How many declared attributes a model compares at most. */
export const MOST_ATTRIBUTES = 4;

/** Comparisons in the order of the waterfall; the declared attributes stand last. */
export const COMPARISONS = [
  'name',
  'birthDate',
  'identifiers',
  'ssn4',
  'departmentPerson',
  'address',
  'phone',
  'email',
  'sex',
  'attribute1',
  'attribute2',
  'attribute3',
  'attribute4',
] as const;
export type Comparison = (typeof COMPARISONS)[number];
export const FIRST_ATTRIBUTE = COMPARISONS.indexOf('attribute1');

const grid = GIVEN_LEVELS.flatMap((given) =>
  FAMILY_LEVELS.map((family) => `given name ${given}, family name ${family}`),
);
const levels = (...names: string[]): readonly string[] => ['absent', ...names];
const attribute = levels('equal', 'a word shared', 'alike', 'different');

/** Names of the levels, as an explanation says them; 0 is absent. */
export const LEVEL_NAMES: Readonly<Record<Comparison, readonly string[]>> = {
  name: levels(
    ...grid,
    'given, middle and family name equal',
    'given and family name equal, middle name differs',
    'given and family name swapped',
    'given and family name swapped, very alike',
    'equal under an alias',
    'equal under one of many aliases',
    'one word, equals family name',
    'one word, equals given name',
    'one word, a nickname',
    'one word, equals another name of the person',
    'one word, very alike',
    'one word, found in neither',
    'both one word, equal',
    'both one word, very alike',
    'both one word, different',
  ),
  birthDate: levels(
    'equal on 1 January',
    'equal',
    'listed elsewhere',
    'day and month swapped',
    'one digit of day or month off',
    'one digit of the year off',
    'one digit of the year off, 1 January',
    'same month',
    'same year',
    'same day of the year',
    'within five years',
    'different',
  ),
  identifiers: levels(
    'two equal',
    'one equal',
    'core equal',
    'one equal, one contradicts',
    'one contradicts',
    'two contradict',
  ),
  ssn4: levels('equal', 'one digit off', 'different'),
  departmentPerson: levels('equal', 'different'),
  address: levels(
    'same unit',
    'same building',
    'same street',
    'same fine postcode',
    'fine postcode one letter off',
    'same postcode district',
    'same postcode area',
    'same postcode',
    'different',
    'different fine postcode',
  ),
  phone: levels('shared', 'different'),
  email: levels('shared', 'different'),
  sex: levels('equal', 'different'),
  attribute1: attribute,
  attribute2: attribute,
  attribute3: attribute,
  attribute4: attribute,
};
