import { describe, expect, it } from '@jest/globals';
import { FixedClock } from '@continuum/testing';
import { aSource } from '../../test/pushed-record.builder.js';
import type { RowResult } from '../domain/keeping/submission.js';
import { Intake } from './intake.js';
import type { Chunk, RowKeeper } from './row-keeper.js';

const clock = new FixedClock('2024-03-09T05:00:00Z');
const source = aSource({ rate: 1_000_000 });
const chunk = (rows: number): Chunk => ({
  source,
  submission: { submissionId: 'S', source, channel: 'batch', receivedAt: clock.now() },
  rows: Array.from({ length: rows }, (_, nth) => ({
    row: {},
    line: nth + 1,
    checked: { recordId: null, kind: null, errors: [], isDiscarded: true },
  })),
});

/** A database that commits nothing until it is told to. */
function aStuckIntake() {
  const go: (() => void)[] = [];
  const keep = (chunks: readonly Chunk[]) =>
    new Promise<RowResult[][]>((resolve) => go.push(() => resolve(chunks.map(() => []))));
  const intake = new Intake({ keep } as unknown as RowKeeper, clock);
  return { intake, go: () => go.splice(0).forEach((one) => one()) };
}

const refusalOf = (attempt: () => void) => {
  try {
    attempt();
  } catch (error) {
    return error;
  }
  return undefined;
};

describe('an intake whose database is behind', () => {
  it.each([
    ['5,000 rows', Array.from({ length: 14 }, () => [500, 1] as const)],
    ['32 MB', Array.from({ length: 24 }, () => [100, 8 * 1024 * 1024] as const)],
  ])(
    'takes no more once %s wait, says when to come again, and answers what it took',
    async (_, parts) => {
      const { intake, go } = aStuckIntake();
      intake.admit(source, 1);
      const taken = parts.map(([rows, bytes]) => intake.take(chunk(rows), bytes));

      const refusal = refusalOf(() => intake.admit(source, 1));
      expect(refusal).toMatchObject({ code: 'OVERLOADED', retryAfterSeconds: expect.any(Number) });
      const { retryAfterSeconds } = refusal as { retryAfterSeconds: number };
      expect(retryAfterSeconds).toBeGreaterThanOrEqual(1);
      expect(retryAfterSeconds).toBeLessThanOrEqual(30);

      const done = Promise.all(taken).then(() => true);
      while (!(await Promise.race([done, new Promise((resolve) => setImmediate(resolve))]))) go();
      expect(refusalOf(() => intake.admit(source, 1))).toBeUndefined();
    },
  );

  it('spends nothing of a budget on what it refuses', () => {
    const { intake } = aStuckIntake();
    const slow = aSource({ source: 'slow', rate: 1 });
    for (let nth = 0; nth < 14; nth += 1) void intake.take(chunk(500), 1);
    for (let nth = 0; nth < 5; nth += 1) {
      expect(refusalOf(() => intake.admit(slow, 1))).toMatchObject({ code: 'OVERLOADED' });
    }
  });
});
