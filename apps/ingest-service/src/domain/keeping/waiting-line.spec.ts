import { describe, expect, it } from '@jest/globals';
import { spend } from './budget.js';
import { WaitingLine, type Waiting } from './waiting-line.js';

const single = (source: string): Waiting => ({ source, isSingle: true, rows: 1, bytes: 10 });
const bulk = (source: string, rows: number): Waiting => ({
  source,
  isSingle: false,
  rows,
  bytes: 10 * rows,
});

function lineOf(...entries: Waiting[]) {
  const line = new WaitingLine<Waiting>();
  for (const entry of entries) line.add(entry);
  return line;
}

describe('who is served next', () => {
  it('is a single post before a batch that came earlier', () => {
    const line = lineOf(bulk('a', 500), single('b'));
    expect(line.take(500)).toEqual([single('b')]);
    expect(line.take(500)).toEqual([bulk('a', 500)]);
  });

  it('is each source in turn', () => {
    const line = lineOf(bulk('a', 300), bulk('a', 300), bulk('b', 200));
    expect(line.take(500)).toEqual([bulk('a', 300), bulk('b', 200)]);
    expect(line.take(500)).toEqual([bulk('a', 300)]);
  });

  it('is somebody, however large', () => {
    expect(lineOf(bulk('a', 900)).take(500)).toHaveLength(1);
  });

  it('is nobody when nobody waits', () => {
    expect(lineOf().take(500)).toEqual([]);
  });

  it('leaves rows and bytes counted', () => {
    const line = lineOf(bulk('a', 300), single('b'));
    expect([line.rows, line.bytes]).toEqual([301, 3010]);
    line.take(500);
    expect([line.rows, line.bytes]).toEqual([0, 0]);
  });
});

describe('the budget of a source', () => {
  it('lets a burst of two seconds through, and then waits for what is owed', () => {
    const first = spend(undefined, 250, 100, 0);
    expect(first.waitSeconds).toBe(0);
    expect(spend(first.budget, 1, 100, 0).waitSeconds).toBe(1);
    expect(spend(first.budget, 1, 100, 1_000).waitSeconds).toBe(0);
  });

  it('never saves more than two seconds', () => {
    const { budget } = spend(undefined, 0, 100, 0);
    expect(spend(budget, 0, 100, 60_000).budget.left).toBe(200);
  });
});
