import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { boundsOfHidden } from './cell-bounds.js';
import { hiddenCells, isSmallRate } from './hidden-cells.js';
import { gridTable, listTable, type Table } from './table.js';

const cell = (key: string, value: number, people = value) => ({ key, value, people });

function aList(...values: number[]): Table {
  const total = values.reduce((sum, value) => sum + value, 0);
  return listTable(
    values.map((value) => cell(String(value), value)),
    cell('total', total),
  );
}

const smallCells = ({ cells }: Table) =>
  [...cells.values()].filter(({ value }) => value > 0 && value < 11).map(({ key }) => key);

describe('hiding small cells', () => {
  it('hides a second cell, so that the total does not betray the first; zero shows', () => {
    expect([...hiddenCells(aList(0, 7, 25, 40))].sort()).toEqual(['25', '7']);
  });

  it('hides more while those hidden are few together', () => {
    expect([...hiddenCells(aList(5, 3, 40))].sort()).toEqual(['3', '40', '5']);
  });

  it('hides a rectangle where rows and columns both have totals', () => {
    const table = gridTable([
      [20, 30, 40],
      [25, 5, 50],
      [60, 35, 45],
    ]);
    const hidden = hiddenCells(table);
    const values = [...hidden].map((key) => table.cells.get(key)?.value);
    expect(values.sort((a, b) => Number(a) - Number(b))).toEqual([5, 20, 25, 30]);
    expect(boundsOfHidden(table, hidden).get('1/1')).toEqual({ least: 1, greatest: 29 });
  });

  it.each([
    ['the rest is small', 95, 100, true],
    ['the counted are small', 5, 100, true],
    ['everybody is few', 0, 10, true],
    ['nobody is few', 50, 100, false],
    ['all of many', 100, 100, false],
  ])('hides a rate where %s', (_, numerator, denominator, expected) => {
    expect(isSmallRate(numerator, denominator)).toBe(expected);
  });

  it('hides a large count behind which few people stand', () => {
    const table = listTable([cell('a', 300, 4), cell('b', 80), cell('c', 90)], cell('total', 470));
    expect([...hiddenCells(table)].sort()).toEqual(['a', 'b']);
  });

  it('hides a total that is all a single cell has', () => {
    expect([...hiddenCells(aList(0, 4))].sort()).toEqual(['4', 'total']);
  });
});

const grids = fc
  .tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 }))
  .chain(([rows, columns]) =>
    fc.array(
      fc.array(fc.oneof(fc.integer({ min: 0, max: 14 }), fc.integer({ min: 0, max: 80 })), {
        minLength: columns,
        maxLength: columns,
      }),
      { minLength: rows, maxLength: rows },
    ),
  );

function betrayed(table: Table, hidden: ReadonlySet<string>): string[] {
  const bounds = boundsOfHidden(table, hidden);
  return smallCells(table).filter((key) => {
    const { least = 0, greatest = 0 } = bounds.get(key) ?? {};
    return greatest < 11 || greatest - least < 10;
  });
}

describe('an attacker with everything that is shown', () => {
  it('cannot tell any small cell of a random table from a large one', () => {
    fc.assert(
      fc.property(grids, (rows) => {
        const table = gridTable(rows);
        expect(betrayed(table, hiddenCells(table))).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });

  it('wins where only the small cells are hidden', () => {
    const table = aList(0, 7, 25, 40);
    expect(betrayed(table, new Set(smallCells(table)))).toEqual(['7']);
  });
});
