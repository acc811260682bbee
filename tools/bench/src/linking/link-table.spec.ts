import { describe, expect, it } from '@jest/globals';
import { errorsOf } from './errors.js';
import { evaluate } from './evaluate.js';
import { linkTable, shuffled, type LinkedTable } from './link-table.js';
import { blockingRecallOf, confirmedOnly, sweep, truthOf } from './report.js';
import { partOfTable } from './split.js';
import type { SubjectMap } from './subject-map.js';
import { columnFrom, columnOf, textsOf, type Table } from './table.js';

const GIVENS = ['Ana', 'Bruno', 'Clara', 'Dmitri', 'Esther', 'Farid', 'Greta', 'Hugo'];
const FAMILIES = ['Okafor', 'Lindgren', 'Tanaka', 'Moreau', 'Petrov'];
const map: SubjectMap = {
  names: [{ given: 'given', family: 'family' }],
  birthDates: [{ column: 'born' }],
};

/** Forty people, three rows each: as they are, without a birth date, with a slip in the family name. */
function aTable(): Table {
  const rows = Array.from({ length: 120 }, (_, row) => {
    const person = Math.trunc(row / 3);
    const [given, family] = [GIVENS[person % 8]!, FAMILIES[person % 5]!];
    const born = `${1930 + person}-0${1 + (person % 9)}-1${person % 10}`;
    return {
      id: `r${row}`,
      person: `p${person}-${row % 3}`,
      given,
      family: row % 3 === 2 ? family.slice(0, -1) : family,
      born: row % 3 === 1 ? '' : born,
    };
  });
  const headings = ['id', 'person', 'given', 'family', 'born'] as const;
  return {
    rows: 120,
    columns: new Map(headings.map((one) => [one, columnFrom(rows.map((row) => row[one]))])),
  };
}

const table = aTable();
const idsOf = (of: Table) => textsOf(columnOf(of, 'id'));
const ids = idsOf(table);
const order = shuffled(ids, 7);
const truth = truthOf(columnOf(table, 'person'), /^(p\d+)/);
const linked: LinkedTable = linkTable(table, map, { order, seed: 7 });

describe('linking a table', () => {
  it('leaves the partition as it is, byte for byte, when rows come in another order', () => {
    const rows = shuffled(ids, 99);
    const columns = [...table.columns].map(
      ([heading, { texts, codes }]) =>
        [heading, { texts, codes: rows.map((row) => codes[row]!) }] as const,
    );
    const other = { rows: table.rows, columns: new Map(columns) };
    const again = linkTable(other, map, { order: shuffled(idsOf(other), 7), seed: 7 });
    const byId = (of: Table, clusterOf: Int32Array) =>
      idsOf(of)
        .map((id, row) => `${id} ${idsOf(of)[clusterOf[row]!]}`)
        .toSorted()
        .join('\n');
    expect(byId(other, again.clusterOf)).toBe(byId(table, linked.clusterOf));
    expect(again.model.id).toBe(linked.model.id);
  });

  it('takes the true person from a part of the column', () => {
    expect(new Set(truth).size).toBe(40);
    expect(new Set(truthOf(columnOf(table, 'person'), undefined)).size).toBe(120);
  });

  it('lets a probable record stand by itself in the confirmed view', () => {
    const clusterOf = Int32Array.of(0, 0, 0, 3);
    const view = confirmedOnly({ ...linked, clusterOf, isConfirmed: Uint8Array.of(1, 1, 0, 1) });
    expect(view[0]).toBe(view[1]);
    expect(new Set(view).size).toBe(3);
  });

  it('counts blocking recall and candidates as one would pair by pair', () => {
    const { population, pairs } = linked;
    const compared = new Set(
      Array.from({ length: pairs.size }, (_, at) => `${pairs.a[at]} ${pairs.b[at]}`),
    );
    let [candidates, found, all] = [0, 0, 0];
    for (let b = 0; b < table.rows; b += 1) {
      for (let a = 0; a < b; a += 1) {
        const nos = [population.descriptionOf[a]!, population.descriptionOf[b]!];
        const isCandidate =
          nos[0] === nos[1] || compared.has(nos.toSorted((x, y) => x - y).join(' '));
        const isTrue = truth[order[a]!] === truth[order[b]!];
        candidates += Number(isCandidate);
        all += Number(isTrue);
        found += Number(isTrue && isCandidate);
      }
    }
    const report = blockingRecallOf(linked, truth, order);
    expect(report.candidatePairs).toBe(candidates);
    expect(report.blockingRecall).toBeCloseTo(found / all, 12);
  });

  it('says of every error what became of the pair, whatever the truth is', () => {
    const shifted = truth.map((person, row) => (row % 7 === 0 ? 0 : person));
    for (const people of [truth, shifted]) {
      const { truePairs, foundPairs, commonPairs } = evaluate(people, linked.clusterOf);
      const errors = errorsOf(linked, people, order);
      expect(errors.truePairs).toBe(truePairs);
      expect(errors.neverCompared + errors.underTheEdge + errors.keptApart).toBe(
        truePairs - commonPairs,
      );
      expect(errors.wrongLinks).toBe(foundPairs - commonPairs);
    }
    expect(errorsOf(linked, shifted, order).wrongLinks).toBeGreaterThan(0);
  });

  it('links alike whatever the column of the truth says', () => {
    const labels = columnFrom(textsOf(columnOf(table, 'person')).toReversed());
    const relabelled = { ...table, columns: new Map([...table.columns, ['person', labels]]) };
    const { clusterOf } = linkTable(relabelled, map, { order, seed: 7 });
    expect(clusterOf).toEqual(linked.clusterOf);
  });

  it('finds less, never more, the more it asks for', () => {
    const points = sweep(linked, truth);
    expect(points.length).toBeGreaterThan(5);
    for (const [at, { recall }] of points.entries()) {
      expect(recall).toBeLessThanOrEqual(points[at - 1]?.recall ?? 1);
    }
  });

  it('links what has a birth date in a file as plain as this one, and leaves a common name alone', () => {
    expect(evaluate(truth, linked.clusterOf).pairwise.precision).toBe(1);
    expect(evaluate(truth, linked.clusterOf).pairwise.recall).toBeCloseTo(1 / 3);
  });
});

describe('splitting a table', () => {
  it('keeps a person whole: nobody is in both parts, and every row is in one', () => {
    const [tune, test] = ['tune', 'test'].map((part) =>
      partOfTable(table, truth, { share: 0.3, part, seed: 7 }),
    );
    const people = [tune!, test!].map((part) => new Set(truthNames(part)));
    expect([...people[0]!].filter((one) => people[1]!.has(one))).toEqual([]);
    expect(tune!.rows + test!.rows).toBe(table.rows);
    expect(Math.min(tune!.rows, test!.rows)).toBeGreaterThan(0);
  });

  it('knows no third part', () => {
    expect(() => partOfTable(table, truth, { share: 0.3, part: 'all', seed: 7 })).toThrow('--part');
  });
});

const truthNames = (part: Table) =>
  textsOf(columnOf(part, 'person')).map((text) => /^(p\d+)/.exec(text)![1]!);
