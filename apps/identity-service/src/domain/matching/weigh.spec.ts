import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { aPopulation, learntFrom, someSubjects } from '../../../test/population.builder.js';
import { mixedSubjects } from '../../../test/subjects.generator.js';
import { EMPTY_EPOCH } from './rarity.js';
import { Scorer } from './score.js';
import { STARTING_MODEL } from './starting-model.js';
import { weigher } from './weigh.js';

describe('weighing a pattern that is known', () => {
  const learnt = learntFrom(someSubjects(150));

  it.each([
    ['the starting model', { model: STARTING_MODEL, epoch: EMPTY_EPOCH }],
    ['a model that has learnt', learnt],
  ])('says what the scorer says under %s', (_, { model, epoch }) => {
    let namesakes = 0;
    fc.assert(
      fc.property(mixedSubjects, (subjects) => {
        const { book } = aPopulation(subjects);
        const scorer = new Scorer(book, model, epoch);
        for (let b = 0; b < book.size; b += 1) {
          for (let a = 0; a <= b; a += 1) {
            const { weight, pattern, rareness, isNamesake } = scorer.score(a, b);
            namesakes += Number(isNamesake);
            const weightOf = weigher(model, Float64Array.of(pattern));
            expect(weightOf(0, rareness)).toBe(weight);
          }
        }
      }),
      { seed: 9, numRuns: 60 },
    );
    expect(namesakes).toBeGreaterThan(0);
  });
});
