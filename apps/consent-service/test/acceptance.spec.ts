import { describe, it } from '@jest/globals';
import { acceptanceRows, world } from './acceptance/documents.js';
import { engine } from './acceptance/engine.target.js';
import { meets } from './acceptance/meets.js';
import type { Answer } from './acceptance/runner.js';

describe('the acceptance table, on the engine', () => {
  it.each(acceptanceRows().map((row) => [row.id, row.title, row] as const))(
    '%s: %s',
    async (_, __, row) => {
      const answers: Answer[] = [];
      for (const ask of row.asks) {
        const answer = await engine(world(), row.given ?? {}, ask);
        meets(answer, ask, answers.at(-1));
        answers.push(answer);
      }
    },
  );
});
