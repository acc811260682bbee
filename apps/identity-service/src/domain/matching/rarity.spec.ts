import { describe, expect, it } from '@jest/globals';
import { aBook } from '../../../test/memory.builder.js';
import { aSubject, type Said } from '../../../test/subject.builder.js';
import { countValues, rarityFrom } from '../training/frequencies.js';
import type { Epoch } from './model.js';
import { EMPTY_EPOCH, rarityOf, ValueKind } from './rarity.js';
import { Scorer } from './score.js';
import { STARTING_MODEL } from './starting-model.js';
import { hashText } from './hash.js';

/** Twelve by the name of Smith, four by the name of Smithe, one Zywiec. */
const families = [...Array(12).fill('Smith'), ...Array(4).fill('Smithe'), 'Zywiec'] as string[];
const city = aBook(
  ...families.map((family, no) => aSubject(`a/b/${no}`, { given: `Given${no}`, family })),
);
const epoch: Epoch = {
  ...EMPTY_EPOCH,
  rarity: rarityFrom(countValues(city, { attributes: [], keys: [] })),
};
const bitsOf = (family: string) => rarityOf(epoch, ValueKind.family, hashText(family));

function nameRarity(left: Said, right: Said): number {
  const book = aBook(
    aSubject('a/b/1', { given: 'Ana', ...left }),
    aSubject('a/b/2', { given: 'Anastasia', ...right }),
  );
  const scorer = new Scorer(book, STARTING_MODEL, epoch).score(0, 1);
  return scorer.rarity[0]!;
}

describe('the rarity of a value', () => {
  it('adds more the fewer have it, and takes away where many do', () => {
    expect(bitsOf('smith')).toBeLessThan(0);
    expect(bitsOf('smithe')).toBeGreaterThan(bitsOf('smith'));
    expect(bitsOf('zywiec')).toBeGreaterThan(bitsOf('smithe'));
  });

  it('is a bit and its fraction: a third as many, log2 3 more', () => {
    expect(bitsOf('smithe') - bitsOf('smith')).toBeCloseTo(1_000 * Math.log2(3), -1);
  });

  it('takes a value seen once, or never, for one that two have', () => {
    expect(bitsOf('zywiec') - bitsOf('smithe')).toBeCloseTo(1_000, -1);
    expect(bitsOf('unheard')).toBe(bitsOf('zywiec'));
  });

  it('is that of the commoner spelling where two are nearly equal, whichever comes first', () => {
    const either = [
      nameRarity({ family: 'Smith' }, { family: 'Smithe' }),
      nameRarity({ family: 'Smithe' }, { family: 'Smith' }),
    ];
    expect(either[0]).toBe(either[1]);
    expect(either[0]).toBe(Math.round(0.7 * bitsOf('smith')));
  });

  it.each<[string, Said, Said]>([
    ['an age', { born: '' }, { born: '1987-03-12' }],
    ['two ages', { born: '' }, { born: '' }],
    ['digits that make no date', { born: '1987-03-42' }, { born: '1987-03-12' }],
  ])('is never that of an unheard year for %s', (_, left, right) => {
    const statedAge = { years: 38, on: '2026-01-01' };
    const book = aBook(
      aSubject('a/b/1', { ...left, ...(left.born === '' && { statedAge }) }),
      aSubject('a/b/2', { ...right, ...(right.born === '' && { statedAge }) }),
    );
    const scorer = new Scorer(book, STARTING_MODEL, epoch).score(0, 1);

    expect(scorer.levels[1]).not.toBe(0);
    expect(scorer.rarity[1]).toBe(0);
  });

  it('is nothing before anything is counted', () => {
    const book = aBook(aSubject('a/b/1'), aSubject('a/b/2'));
    expect(new Scorer(book, STARTING_MODEL, EMPTY_EPOCH).score(0, 1).rareness).toBe(0);
  });
});
