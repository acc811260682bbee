import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { randomUUID } from 'node:crypto';
import { aMart, type Mart } from '../../test/a-mart.js';
import { cleanCitations } from '../../test/contact-row.builder.js';
import { HFU_VECTORS } from '../../test/hfu-vectors.js';
import { aHistory } from '../../test/history.arbitrary.js';
import { keepRows } from '../../test/keep-rows.js';
import { countedBySql } from '../../test/standing-twin.js';
import type { LinkedRow } from '../domain/contact-row.js';
import { standingOf } from '../domain/high-utilizer.js';

const AS_OF = '2024-07-01';
const HISTORIES = 10_000;
let mart: Mart;
beforeEach(async () => {
  mart = await aMart();
});
afterEach(() => mart.close());

describe('the rule as a function and as a statement', () => {
  it(`agree on ${HISTORIES} random histories`, async () => {
    const histories = fc.sample(aHistory(), { numRuns: HISTORIES, seed: 7 });
    const people = new Map(histories.map((rows) => [randomUUID() as string, rows]));
    await keepRows(mart, people);
    const bySql = await countedBySql(mart, AS_OF);
    const byFunction = [...people].map(([personId, rows]) => ({
      counted: standingOf(rows, AS_OF).confirmed,
      bySql: bySql.get(personId) ?? 0,
    }));
    expect(byFunction.filter(({ counted, bySql: other }) => counted !== other)).toEqual([]);
    expect(byFunction.some(({ counted }) => counted > 5)).toBe(true);
  }, 180_000);

  it('agree on every vector', async () => {
    const people = new Map(HFU_VECTORS.map((vector) => [randomUUID() as string, vector]));
    await keepRows(mart, new Map([...people].map(([personId, { rows }]) => [personId, rows])));
    for (const [personId, { name, asOf, confirmed }] of people) {
      const counted = (await countedBySql(mart, asOf)).get(personId) ?? 0;
      expect({ name, counted }).toEqual({ name, counted: confirmed });
    }
  });

  it('P8 counts nothing where the statement compares nulls with `not in`', async () => {
    const personId = randomUUID();
    const rows: LinkedRow[] = cleanCitations(11);
    await keepRows(mart, new Map([[personId, rows]]));
    expect((await countedBySql(mart, AS_OF)).get(personId)).toBe(11);
    expect((await countedBySql(mart, AS_OF, { isNaive: true })).get(personId)).toBeUndefined();
  });
});
