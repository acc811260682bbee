import { createHash } from 'node:crypto';
import type { Level, Model } from './model.js';

const level = (name: string, weight: number, rarity = 0): Level => ({ name, weight, rarity });
const absent = level('absent', 0);

/**
 * Weights before any training: most from the model that the UK Ministry of Justice runs
 * (`ministryofjustice/hmpps-person-match`, 2026-02-23, MIT), the rest our own starting values.
 */
const content = {
  prior: -21_800,
  replaced: -5_000,
  levels: {
    name: [
      absent,
      level('all parts equal', 17_100, 1),
      level('given and family swapped', 14_000),
      level('nickname and equal family', 12_000, 1),
      level('equal under an alias', 11_500),
      level('equal under one of many aliases', 9_200),
      level('both very alike', 7_300, 0.7),
      level('equal given, shared family word', 7_000),
      level('both alike', 3_300),
      level('one word, equals family', 4_000, 1),
      level('one word, equals given', 4_000, 1),
      level('one word, a nickname', 2_500),
      level('one word, very alike', 1_500),
      level('one word, found in neither', -5_000),
      level('family only', 2_800, 1),
      level('given only', 0),
      level('different', -7_900),
    ],
    birthDate: [
      absent,
      level('equal on 1 January', 4_500, 1),
      level('equal', 13_900),
      level('listed elsewhere', 9_700),
      level('day and month swapped', 8_000),
      level('same month, day unknown', 7_500),
      level('same year', 4_000),
      level('one digit off', 3_300),
      level('same day of the year', 1_500),
      level('within five years', -4_400),
      level('different', -8_600),
    ],
    identifiers: [
      absent,
      level('two equal', 29_900),
      level('one equal', 21_700),
      level('core equal', 14_500),
      level('one equal, one contradicts', 5_000),
      level('one contradicts', -10_000),
      level('two contradict', -14_000),
    ],
    ssn4: [
      absent,
      level('equal', 12_000, 1),
      level('one digit off', 3_000),
      level('different', -5_000),
    ],
    departmentPerson: [absent, level('equal', 20_000), level('different', -3_000)],
    address: [
      absent,
      level('same unit', 13_000),
      level('same building', 9_500),
      level('same street', 6_000),
      level('same fine postcode', 12_000, 1),
      level('same postcode district', 5_300),
      level('same postcode', 3_500),
      level('different', -1_500),
      level('different fine postcode', -2_300),
    ],
    phone: [absent, level('shared', 12_000, 1), level('different', -500)],
    email: [absent, level('shared', 14_000), level('different', 0)],
    sex: [absent, level('equal', 900), level('different', -4_500)],
  },
  thresholds: {
    reviewFloor: -4_000,
    edge: 2_000,
    person: -3_000,
    confirm: 0,
    sizeCap: 60,
    componentLimit: 2_000,
    clampLow: -12_000,
    clampHigh: 20_000,
  },
} satisfies Omit<Model, 'id'>;

export const STARTING_MODEL: Model = {
  id: `model-${createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 12)}`,
  ...content,
};
