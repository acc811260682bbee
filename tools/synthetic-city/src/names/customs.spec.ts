import { describe, expect, it } from '@jest/globals';
import { Random } from '../random.js';
import { aCommunity, aFamilyName, COMMUNITIES, givenNames } from './customs.js';
import { Zipf } from './zipf.js';

const many = <T>(make: (random: Random) => T, count = 5_000): T[] => {
  const random = new Random('names');
  return Array.from({ length: count }, () => make(random));
};
const of = (sought: string) => {
  const found = COMMUNITIES.find(({ ethnicity }) => ethnicity === sought);
  if (!found) throw new Error(`No community is called ${sought}.`);
  return found;
};

describe('communities', () => {
  it('are all there is, each with its share', () => {
    expect(COMMUNITIES.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 9);
    const drawn = Map.groupBy(many(aCommunity, 20_000), ({ ethnicity }) => ethnicity);
    for (const { ethnicity, share } of COMMUNITIES)
      expect((drawn.get(ethnicity)?.length ?? 0) / 20_000).toBeCloseTo(share, 1);
  });

  it('give two family names, or particles, where that is the custom', () => {
    const families = many((random) => aFamilyName(of('hispanic'), random));
    const share = (pattern: RegExp) =>
      families.filter((name) => pattern.test(name)).length / families.length;
    expect(share(/^(de|del|de la|de los) /)).toBeCloseTo(0.06, 1);
    expect(share(/^(?!del? )\p{L}+[ -]\p{L}+$/u)).toBeGreaterThan(0.25);
  });

  it('write an English given name before their own where people took one', () => {
    const names = many((random) => givenNames(of('east_asian'), 'female', random));
    const own = names.filter(({ given }) => given.includes('-')).length / names.length;
    expect(own).toBeGreaterThan(0.5);
    expect(own).toBeLessThan(0.7);
  });
});

describe('frequencies of names', () => {
  it('fall as 1 over rank and offset', () => {
    const drawn = many((random) => new Zipf(['a', 'b', 'c'], 1).pick(random), 11_000);
    const count = (name: string) => drawn.filter((one) => one === name).length / 1_000;
    expect([count('a'), count('b'), count('c')].map(Math.round)).toEqual([6, 3, 2]);
  });
});
