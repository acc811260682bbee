import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { figures } from '../../../test/monthly-figures.builder.js';
import { counted, NOW, THEN } from '../../../test/snapshot.builder.js';
import type { MonthlyMeasure } from '../measure.js';
import { columnTable } from '../monthly-report.js';
import { boundsOfHidden } from '../suppression/cell-bounds.js';
import { firstTable, restatedTable, type PublishedRow } from './published-table.js';

type Values = Readonly<Record<string, number>>;
const CITY = { fire: 7, health: 25, outreach: 40, police: 60 };

const shown = (rows: readonly PublishedRow[], measure: MonthlyMeasure = 'records') =>
  rows.map(({ cells: { [measure]: cell } }) =>
    cell.state === 'hidden' ? 's' : `${cell.value}${cell.isKept ? ' kept' : ''}`,
  );

/** So many people changed as the values differ, or as is said. */
function again(
  then: Values,
  now: Values,
  said: Values = {},
  measure: MonthlyMeasure = 'records',
): PublishedRow[] {
  const differs = Object.fromEntries(
    Object.keys(now).map((key) => [key, Math.abs(now[key]! - then[key]!)]),
  );
  const total = Object.values(differs).reduce((sum, people) => sum + people, 0);
  const people: Values = { ...differs, total, ...said };
  const first = firstTable(counted(measure, then));
  return restatedTable(counted(measure, now, NOW), first, (_, name) => people[name] ?? 0);
}

describe('a published table, counted again', () => {
  it('keeps a value that few people changed, and the total that would tell, and says so', () => {
    const rows = again(CITY, { ...CITY, police: 66 });
    expect(shown(firstTable(counted('records', CITY)))).toEqual(['s', 's', '40', '60', '130']);
    expect(shown(rows)).toEqual(['s', 's', '40', '60 kept', '130 kept']);
  });

  it('keeps another beside it where the total is told', () => {
    const rows = again(CITY, { ...CITY, outreach: 44, police: 100 });
    expect(shown(rows)).toEqual(['s', 's', '40 kept', '60 kept', '175']);
  });

  it('shows what eleven people changed', () => {
    expect(shown(again(CITY, { ...CITY, police: 71 }))).toEqual(['s', 's', '40', '70', '145']);
    expect(shown(again(CITY, { ...CITY, police: 70 }))).toEqual([
      ...['s', 's', '40', '60 kept', '130 kept'],
    ]);
  });

  it('counts people, not records: many of one person are a small change', () => {
    const of = (value: number) => {
      const police = figures('police', { records: value });
      return { ...police, counts: { ...police.counts, records: { value, people: 50 } } };
    };
    const [then, now] = [of(60), of(160)];
    const first = firstTable({ departments: [then], total: then, knowledgeAt: THEN });
    const of2 = { departments: [now], total: now, knowledgeAt: NOW };
    expect(shown(restatedTable(of2, first, () => 1))).toEqual(['60 kept', '60 kept']);
    expect(shown(restatedTable(of2, first, () => 50))).toEqual(['160', '160']);
  });

  it('takes a difference of counts for people where rows that changed were erased', () => {
    const rows = again(CITY, { ...CITY, police: 45 }, { police: 0, total: 0 });
    expect(shown(rows)).toEqual(['s', 's', '40', '45', '115']);
  });

  it('hides what was hidden, even where it is large by now: the old sum would tell the other', () => {
    const rows = again(CITY, { ...CITY, fire: 30 });
    expect(shown(rows)).toEqual(['s', 's', '40', '60', '155']);
  });

  it('hides the total of a cell that became small, for everybody knows the others', () => {
    const rows = again({ fire: 30, health: 25, police: 60 }, { fire: 8, health: 25, police: 60 });
    expect(shown(rows)).toEqual(['s', '25', '60', 's']);
  });

  it('leaves a column as it was where a total that everybody knows would tell a small cell', () => {
    const of = (fire: number) => ({
      departments: [figures('fire', { persons: fire }), figures('police', { persons: 60 })],
      total: figures('total', { persons: 70 }),
    });
    const first = firstTable({ ...of(30), knowledgeAt: THEN });
    const rows = restatedTable({ ...of(8), knowledgeAt: NOW }, first, (measure, department) =>
      measure === 'persons' && department === 'fire' ? 22 : 0,
    );
    expect(shown(rows, 'persons')).toEqual(['30 kept', '60', '70']);
  });

  it('remembers since when a kept value is old, so that small changes add up', () => {
    const first = firstTable(counted('records', CITY));
    const sinces: string[] = [];
    const second = restatedTable(counted('records', { ...CITY, police: 66 }, NOW), first, () => 6);
    const third = restatedTable(
      counted('records', { ...CITY, police: 72 }, 'later'),
      second,
      (measure, department, since) => {
        if (measure === 'records') sinces.push(`${department} ${since}`);
        return ['police', 'total'].includes(department) ? 12 : 0;
      },
    );
    expect(sinces).toContain(`police ${THEN}`);
    expect(shown(third)).toEqual(['s', 's', '40', '70', '145']);
  });

  it('hides the number of persons beside high utilizers that are known and nearly all of them', () => {
    const then = [figures('police', { persons: 90, highUtilizers: 40 })];
    const now = [figures('police', { persons: 45, highUtilizers: 40 })];
    const total = { persons: 300, highUtilizers: 100 };
    const first = firstTable({
      departments: then,
      total: figures('total', total),
      knowledgeAt: THEN,
    });
    const rows = restatedTable(
      { departments: now, total: figures('total', { ...total, persons: 255 }), knowledgeAt: NOW },
      first,
      (measure) => (measure === 'persons' ? 45 : 0),
    );
    expect(shown(rows, 'highUtilizers')).toEqual(['40', '100']);
    expect(shown(rows, 'persons')[0]).toBe('s');
  });
});

/** One column over several counts: some departments change, most do not. */
const histories = fc
  .tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 2, max: 4 }))
  .chain(([departments, releases]) =>
    fc.array(
      fc.array(fc.tuple(fc.boolean(), fc.integer({ min: 0, max: 60 })), {
        minLength: departments,
        maxLength: departments,
      }),
      { minLength: releases, maxLength: releases },
    ),
  )
  .map((counts) =>
    counts.map((_, release) =>
      Object.fromEntries(
        counts[0]!.map(([, first], nth) => {
          const later = counts.slice(1, release + 1).map((row) => row[nth]!);
          return [`d${nth}`, later.findLast(([isChanged]) => isChanged)?.[1] ?? first];
        }),
      ),
    ),
  );

/** The first release and all restated ones. As many people changed as values differ. */
function releasesOf(history: readonly Values[]): PublishedRow[][] {
  const sum = (a: Values, b: Values) =>
    Object.keys(a).reduce((all, key) => all + Math.abs(a[key]! - b[key]!), 0);
  const releases = [firstTable(counted('records', history[0]!, '0'))];
  for (const [nth, now] of [...history.entries()].slice(1)) {
    const changed = (department: string, since: string) => {
      const then = history[Number(since)]!;
      return department === 'total'
        ? sum(then, now)
        : Math.abs(now[department]! - then[department]!);
    };
    const of = counted('records', now, `${nth}`);
    releases.push(
      restatedTable(of, releases.at(-1)!, (_, department, since) => changed(department, since)),
    );
  }
  return releases;
}

describe('whoever has every release of a random table', () => {
  it('learns of no change by fewer than eleven people, and of no small cell', () => {
    fc.assert(
      fc.property(histories, (history) => {
        const releases = releasesOf(history);
        releases.slice(1).forEach((rows, nth) => {
          rows.forEach(({ department, cells: { records } }, row) => {
            const before = releases[nth]![row]!.cells.records;
            if (before.state === 'hidden') expect(records.state).toBe('hidden');
            const isNew = records.counted.at !== before.counted.at && records.state === 'shown';
            const differs = Math.abs(records.counted.value - before.counted.value);
            if (isNew && department !== 'total') expect(differs).toBeGreaterThanOrEqual(11);
          });
          expect(betrayedBy(rows, history[nth + 1]!, `${nth + 1}`)).toEqual([]);
        });
      }),
      { numRuns: 1000 },
    );
  });

  it('wins where the second is made as if there were no first', () => {
    const [first, second] = [CITY, { ...CITY, fire: 30 }].map((city) =>
      firstTable(counted('records', city)),
    );
    expect(shown(first!)).toEqual(['s', 's', '40', '60', '130']);
    expect(shown(second!)).toEqual(['30', '25', '40', '60', '155']);
    const fireThen = 132 - 100 - 25;
    expect(fireThen).toBe(CITY.fire);
  });
});

/** Small cells that can be told from the table now shown, taking every cell that was shown before as known. */
function betrayedBy(rows: readonly PublishedRow[], now: Values, at: string) {
  const total = rows.at(-1)!.cells.records;
  if (total.state === 'hidden' || total.counted.at !== at) return [];
  const hidden = rows.filter(({ cells }) => cells.records.state === 'hidden');
  const of = counted('records', now);
  const unknown = of.departments.filter(({ department }) =>
    hidden.some((row) => row.department === department),
  );
  const keys = new Set(unknown.map(({ department }) => department));
  const bounds = boundsOfHidden(columnTable('records', [...unknown, of.total]), keys);
  return unknown
    .map(({ department, counts }) => ({ department, ...counts.records }))
    .filter(({ value }) => value > 0 && value < 11)
    .filter(({ department }) => {
      const { least = 0, greatest = 0 } = bounds.get(department) ?? {};
      return greatest < 11 || greatest - least < 10;
    });
}
