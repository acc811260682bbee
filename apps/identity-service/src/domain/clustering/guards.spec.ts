import { describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import { aComponent, aPattern, type Pair } from '../../../test/component.builder.js';
import { DateLevel, IdentifierLevel } from '../matching/levels.js';
import { cluster } from './cluster.js';
import type { Weigh } from './component.js';
import { isHarmless, personThreshold } from './guards.js';
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

describe('a pair that no guard has anything against', () => {
  const NAMES = 'abcdef';
  const unobjectionable: Pair = { weight: 0 };

  it.each<[string, Pair, boolean]>([
    ['weighs what the strict threshold asks', unobjectionable, true],
    ['weighs less', { weight: -1 }, false],
    ['is two namesakes', { weight: 9_000, pattern: aPattern({}, true) }, false],
    [
      'has one identifier in common and contradicts in another',
      {
        weight: 9_000,
        pattern: aPattern({ identifiers: IdentifierLevel.equalAndContradicting }),
      },
      false,
    ],
    [
      'was born years apart',
      { weight: 9_000, pattern: aPattern({ birthDate: DateLevel.withinFiveYears }) },
      false,
    ],
  ])('where it %s', (_, { weight, pattern = 0 }, expected) => {
    expect(isHarmless({ weight, pattern }, STARTING_MODEL)).toBe(expected);
  });

  it('makes one person for certain of all that hang together, when every pair is one', () => {
    const pair = fc.record({
      weight: fc.constantFrom(0, 1_999, 2_000, 9_000),
      pattern: fc.constantFrom(
        0,
        aPattern({ birthDate: DateLevel.sameMonthDay }),
        aPattern({ identifiers: IdentifierLevel.coreEqual }),
      ),
    });
    const names = [...NAMES].flatMap((one, at) => [...NAMES.slice(at + 1)].map((b) => one + b));
    const pairs = fc.tuple(...names.map(() => pair));
    fc.assert(
      fc.property(pairs, (weights) => {
        const all = Object.fromEntries(names.map((name, at) => [name, weights[at]!]));
        for (const name of ['ab', 'bc', 'cd', 'de', 'ef'])
          all[name] = { ...all[name]!, weight: 2_000 };
        fc.pre(weights.every((one) => isHarmless(one, STARTING_MODEL)));
        const { component, weigh } = aComponent(NAMES, all);
        expect(cluster(component, STARTING_MODEL, weigh)).toMatchObject({
          clusters: [{ members: [0, 1, 2, 3, 4, 5], core: new Set([0, 1, 2, 3, 4, 5]) }],
          refusals: [],
          questions: [],
        });
      }),
      { numRuns: 200, seed: 42 },
    );
  });
});
