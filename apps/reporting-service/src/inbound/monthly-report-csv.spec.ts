import { describe, expect, it } from '@jest/globals';
import type { MonthlyReport } from '@continuum/contracts';
import { figures } from '../../test/monthly-figures.builder.js';
import { monthlyTable } from '../domain/monthly-report.js';
import { monthlyCsv, text } from './monthly-report-csv.js';

function aReport(values: Readonly<Record<string, number>>): MonthlyReport {
  const departments = Object.entries(values).map(([name, records]) => figures(name, { records }));
  const total = Object.values(values).reduce((sum, value) => sum + value, 0);
  return {
    month: '2024-05',
    rows: monthlyTable(departments, figures('total', { records: total })),
    provenance: {
      definitions: [{ column: 'records', measure: 'records.valid', version: 1, text: 'Records.' }],
      asOf: '2024-06-01',
      knowledgeAt: '2024-06-02T03:00:00.000000Z',
      dataThrough: null,
      feeds: [],
      isProvisional: true,
      suppression: { profile: 'public', hidesUnder: 11, roundsTo: 5 },
      timeZone: 'America/Los_Angeles',
      scopes: [],
      cautions: [],
    },
  };
}

const records = (report: MonthlyReport) =>
  monthlyCsv(report)
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(',')[2]);

describe('the report as a spreadsheet', () => {
  it.each([
    ['a second cell and not the zero', [0, 7, 25, 40], ['0', 's', 's', '40', '70']],
    ['all that are few together', [5, 3, 40], ['s', 's', 's', '50']],
  ])('marks what is hidden, and %s', (_, values, expected) => {
    const report = aReport(Object.fromEntries(values.map((value, nth) => [`d${nth}`, value])));
    expect(records(report)).toEqual(expected);
  });

  it('says on each line what it rests on', () => {
    const [head, line] = monthlyCsv(aReport({ police: 40 })).split('\n');
    const told = Object.fromEntries(
      head!.split(',').map((column, nth) => [column, line!.split(',')[nth]]),
    );
    expect(told).toMatchObject({
      kept: '',
      revision: 'none',
      provisional: 'yes',
      as_of: '2024-06-01',
      knowledge_at: '2024-06-02T03:00:00.000000Z',
      data_through: 'unknown',
      suppression: 'public',
      definitions: 'records.valid v1',
    });
  });

  it('names the columns that keep an old value', () => {
    const report = aReport({ police: 40 });
    const cell = { value: 40, state: 'shown', isKept: true } as const;
    const rows = report.rows.map((row) => ({
      ...row,
      cells: { ...row.cells, records: cell, highUtilizers: cell },
    }));
    expect(monthlyCsv({ ...report, rows })).toContain('records; high_utilizers');
  });

  it('starts no formula, with a blank before it or without', () => {
    expect(text('  =1+1')).toBe('=1+1');
    expect(monthlyCsv(aReport({ ' =1+1': 40 }))).toContain("'=1+1");
  });
});
