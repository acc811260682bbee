import { createHash } from 'node:crypto';
import { FamilyLevel, GivenLevel, gridLevel, LEVEL_NAMES, NameLevel } from './levels.js';
import type { Declared, Model } from './model.js';

/** Rows are given names from equal to different, columns family names likewise. */
const GRID = [
  [17_100, 9_500, 7_000, 5_500, 0],
  [12_000, 7_300, 5_000, 3_300, -4_000],
  [11_000, 7_300, 5_000, 3_300, -5_000],
  [8_000, 5_000, 4_000, 2_000, -6_000],
  [8_000, 5_000, 4_000, 2_000, -5_000],
  [5_500, 3_300, 2_500, 1_500, -6_500],
  [2_800, 0, -1_000, -3_000, -7_900],
] as const;

function nameWeights(): number[] {
  const weights = new Array<number>(LEVEL_NAMES.name.length).fill(0);
  for (const given of Object.values(GivenLevel)) {
    for (const family of Object.values(FamilyLevel)) {
      weights[gridLevel(given, family)] = GRID[given][family];
    }
  }
  const others: Readonly<Partial<Record<keyof typeof NameLevel, number>>> = {
    middleEqual: 19_000,
    middleDiffers: 12_500,
    swapped: 14_000,
    swappedNearly: 7_300,
    alias: 11_500,
    manyAliases: 9_200,
    oneWordFamily: 4_000,
    oneWordGiven: 4_000,
    oneWordNickname: 2_500,
    oneWordMiddle: 2_500,
    oneWordNear: 1_500,
    oneWordNone: -5_000,
    wordsEqual: 4_500,
    wordsNear: 2_500,
    wordsDiffer: -3_000,
  };
  for (const [name, weight] of Object.entries(others)) {
    weights[NameLevel[name as keyof typeof NameLevel]] = weight;
  }
  return weights;
}

const attribute = [0, 5_000, 4_000, 2_500, -1_500];

/**
 * Weights before any training: most from the model that the UK Ministry of Justice runs
 * (`ministryofjustice/hmpps-person-match`, 2026-02-23, MIT), the rest our own starting values.
 */
const content = {
  prior: -21_800,
  weights: {
    name: nameWeights(),
    birthDate: [
      0, 4_500, 13_900, 9_700, 8_000, 7_000, 3_300, 500, 5_000, 4_000, 1_500, -4_400, -8_600,
    ],
    identifiers: [0, 29_900, 21_700, 14_500, 5_000, -10_000, -14_000],
    ssn4: [0, 12_000, 3_000, -5_000],
    departmentPerson: [0, 20_000, -3_000],
    address: [0, 13_000, 9_500, 6_000, 12_000, 9_000, 5_300, 2_000, 3_500, -1_500, -2_300],
    phone: [0, 12_000, -500],
    email: [0, 14_000, 0],
    sex: [0, 900, -4_500],
    attribute1: attribute,
    attribute2: attribute,
    attribute3: attribute,
    attribute4: attribute,
  },
  replaced: -5_000,
  thresholds: {
    reviewFloor: -4_000,
    edge: 2_000,
    person: { alone: -3_000, toMany: -6_000, pair: -2_000, group: -1_000 },
    confirm: 0,
    sizeCap: 300,
    componentLimit: 2_000,
    clampLow: -10_000,
    clampHigh: 20_000,
  },
} satisfies Omit<Model, 'id' | 'declared'>;

/** Which of several name agreements is the better one: by the starting weights, whatever a model has learnt since. */
export const NAME_WORTH = Int32Array.from(content.weights.name);

/** A model is named by the digest of what it says. */
export function modelOf(said: Omit<Model, 'id'>): Model {
  const digest = createHash('sha256').update(JSON.stringify(said)).digest('hex');
  return { id: `model-${digest.slice(0, 12)}`, ...said };
}

export const startingModel = (declared: Declared) => modelOf({ ...content, declared });

export const STARTING_MODEL = startingModel({ attributes: [], keys: [] });
