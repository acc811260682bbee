import { describe, expect, it } from '@jest/globals';
import { seedOf } from './seed-of.js';

describe('the seed of a command', () => {
  it.each(['0', '7', '2147483647'])('may be %s', (option) => {
    expect(seedOf(option)).toBe(Number(option));
  });

  it.each(['', '-1', '1.5', 'seven', '2147483648'])('is not "%s"', (option) => {
    expect(() => seedOf(option)).toThrow('--seed is a whole number');
  });
});
