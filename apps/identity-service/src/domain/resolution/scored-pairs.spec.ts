import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { aBook, engine } from '../../../test/memory.builder.js';
import { aSubject } from '../../../test/subject.builder.js';
import { said } from '../../../test/subjects.generator.js';
import { Scorer } from '../matching/score.js';
import { ScoredPairs } from './scored-pairs.js';

describe('remembering what pairs score', () => {
  it('answers as scoring does, whatever was asked before and from whichever side', () => {
    const some = fc.array(said, { minLength: 2, maxLength: 8 });
    const asked = fc.array(fc.tuple(fc.nat(), fc.nat()), { maxLength: 40 });
    fc.assert(
      fc.property(some, asked, (all, pairs) => {
        const book = aBook(...all.map((one, no) => aSubject(`police/jail/${no}`, one)));
        const scorer = new Scorer(book, engine.model, engine.epoch);
        const remembered = new ScoredPairs(new Scorer(book, engine.model, engine.epoch));
        for (const [m, n] of pairs) {
          const [a, b] = [m % all.length, n % all.length];
          const { weight, pattern } = remembered.of(a, b);
          scorer.score(Math.min(a, b), Math.max(a, b));
          expect({ weight, pattern }).toEqual({ weight: scorer.weight, pattern: scorer.pattern });
        }
      }),
      { numRuns: 50, seed: 42 },
    );
  });
});
