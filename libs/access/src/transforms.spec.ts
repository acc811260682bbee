import { describe, expect, it } from '@jest/globals';
import { transform } from './transforms.js';

describe('showing', () => {
  it('changes nothing', () => {
    const value = { city: 'Long Beach', line1: '1 Main St' };
    expect(transform('SHOW', value)).toBe(value);
  });
});

describe('generalising', () => {
  it.each([
    ['an instant to its year', '2026-03-02T18:00:00Z', '2026'],
    ['a birth date to its year', '1985-04-17', '1985'],
    ['a partial birth date', '19XX-03-XX', '19XX'],
    ['a number to the ten below', 47, 40],
    ['an address to its city', { line1: '1 Main St', city: 'Long Beach' }, { city: 'Long Beach' }],
    ['a list one by one', ['1985-04-17', 'Ana'], ['1985']],
    ['a word to nothing', 'Ana', undefined],
    ['a name to nothing', { given: 'Ana' }, undefined],
    ['nothing to nothing', null, undefined],
  ])('brings %s', (_, value, expected) => {
    expect(transform('GENERALISE', value)).toEqual(expected);
  });
});

describe('masking', () => {
  it('gives away neither value nor length', () => {
    expect(transform('MASK', '5551234')).toBe(transform('MASK', 7));
  });
  it('hides that there is nothing no better than nothing', () => {
    expect(transform('MASK', null)).toBeUndefined();
  });
});

describe('pseudonyms', () => {
  it('are stable under one key and unlike under another', () => {
    const [first, again, other] = ['r1', 'r1', 'r2'].map((key) => transform('PSEUDONYM', 'p', key));
    expect(first).toMatch(/^[0-9A-Z]{26}$/);
    expect(again).toBe(first);
    expect(other).not.toBe(first);
  });
  it('without a key are nothing', () => {
    expect(transform('PSEUDONYM', 'p')).toBeUndefined();
  });
});
