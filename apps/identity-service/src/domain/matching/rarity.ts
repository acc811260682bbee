import { GivenLevel, FamilyLevel, gridLevel, NameLevel, LEVEL_NAMES } from './levels.js';
import type { Epoch } from './model.js';

/** Kinds of value whose frequency says how much their equality is worth. */
export const ValueKind = {
  given: 0,
  family: 1,
  firstOfYear: 2,
  ssn4: 3,
  unit: 4,
  building: 5,
  street: 6,
  postcode: 7,
  outward: 8,
  phone: 9,
  attribute1: 10,
  attribute2: 11,
  attribute3: 12,
  attribute4: 13,
  birthDate: 14,
  /** A name of one word. */
  word: 15,
  birthYear: 16,
  sex: 17,
  /** A second given name. */
  middle: 18,
} as const;
export const VALUE_KINDS = 19;

export const EMPTY_EPOCH: Epoch = {
  id: 'epoch-empty',
  rarity: [],
  genericKeys: new Set(),
  isCounted: false,
};

/** 1/1000 bit that equality of this value adds. */
export function rarityOf(epoch: Pick<Epoch, 'rarity'>, kind: number, value: number): number {
  const { table, unseen } = epoch.rarity[kind]!;
  return table.get(value >>> 0) ?? unseen;
}

/** Shares of a given and of a family name's rarity, in tenths, that each name level adds. */
export const GIVEN_SHARE = new Uint8Array(LEVEL_NAMES.name.length);
export const FAMILY_SHARE = new Uint8Array(LEVEL_NAMES.name.length);

for (const family of Object.values(FamilyLevel)) {
  GIVEN_SHARE[gridLevel(GivenLevel.equal, family)] = 10;
  GIVEN_SHARE[gridLevel(GivenLevel.nickname, family)] = 7;
  GIVEN_SHARE[gridLevel(GivenLevel.near, family)] = 7;
}
for (const given of Object.values(GivenLevel)) {
  FAMILY_SHARE[gridLevel(given, FamilyLevel.equal)] = 10;
  FAMILY_SHARE[gridLevel(given, FamilyLevel.near)] = 7;
}
for (const level of [
  NameLevel.middleEqual,
  NameLevel.middleDiffers,
  NameLevel.swapped,
  NameLevel.alias,
  NameLevel.manyAliases,
]) {
  GIVEN_SHARE[level] = 10;
  FAMILY_SHARE[level] = 10;
}
GIVEN_SHARE[NameLevel.oneWordGiven] = 10;
GIVEN_SHARE[NameLevel.oneWordNickname] = 7;
FAMILY_SHARE[NameLevel.oneWordFamily] = 10;
