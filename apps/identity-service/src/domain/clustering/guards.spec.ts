import { describe, expect, it, jest } from '@jest/globals';
import type { Weigh } from './component.js';
import { personThreshold } from './guards.js';
import { remembered } from './remembered.js';
import { STARTING_MODEL } from '../matching/starting-model.js';

describe('the mean weight that a union needs', () => {
  const threshold = personThreshold(STARTING_MODEL.thresholds);

  it.each([
    ['two lone descriptions', 1, 1, -3_000],
    ['a lone one and five', 1, 5, -3_000],
    ['a lone one and six', 1, 6, -6_000],
    ['two and two', 2, 2, -2_000],
    ['two and many', 2, 40, -2_000],
    ['three and three', 3, 3, -1_000],
    ['three and many', 3, 57, -1_000],
  ])('goes by the sizes: %s', (_, smaller, larger, expected) => {
    expect(threshold(smaller, larger)).toBe(expected);
  });
});

describe('remembering weights within a component', () => {
  const aWeigh = () =>
    jest.fn<Weigh>((a, b) => ({ weight: (a + b) * 100, pattern: Math.max(a, b) }));

  it('scores a pair once, whichever way it is asked', () => {
    const weigh = aWeigh();
    const ask = remembered(weigh, 5);
    expect([{ ...ask(1, 3) }, { ...ask(3, 1) }, { ...ask(1, 3) }]).toEqual(
      Array(3).fill({ weight: 400, pattern: 3 }),
    );
    expect(weigh).toHaveBeenCalledTimes(1);
  });

  it('keeps no table for a component whose table would be too large', () => {
    const weigh = aWeigh();
    expect(remembered(weigh, 513)).toBe(weigh);
    expect(remembered(weigh, 512)).not.toBe(weigh);
  });
});
