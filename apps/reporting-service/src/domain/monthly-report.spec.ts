import { describe, expect, it } from '@jest/globals';
import { figures } from '../../test/monthly-figures.builder.js';
import { monthlyTable, type ReportRow } from './monthly-report.js';
import { roundedToFive } from './suppression/rounding.js';

const column = (rows: ReportRow[], measure: keyof ReportRow['cells']) =>
  rows.map(({ cells }) => (cells[measure].state === 'hidden' ? 's' : cells[measure].value));

describe('the monthly table', () => {
  it('hides a small cell and another, shows zero and rounds the rest', () => {
    const rows = monthlyTable(
      [
        figures('fire', { records: 0 }),
        figures('health', { records: 7 }),
        figures('outreach', { records: 25 }),
        figures('police', { records: 43 }),
      ],
      figures('total', { records: 75 }),
    );
    expect(column(rows, 'records')).toEqual([0, 's', 's', 45, 75]);
  });

  it('hides high utilizers beside people who are nearly all of them', () => {
    const rows = monthlyTable(
      [
        figures('health', { persons: 60, highUtilizers: 20 }),
        figures('outreach', { persons: 50, highUtilizers: 25 }),
        figures('police', { persons: 40, highUtilizers: 38 }),
      ],
      figures('total', { persons: 120, highUtilizers: 60 }),
    );
    expect(column(rows, 'persons')).toEqual([60, 50, 40, 120]);
    expect(column(rows, 'highUtilizers')).toEqual(['s', 25, 's', 60]);
  });

  it('hides high utilizers where the persons are hidden', () => {
    const rows = monthlyTable(
      [
        figures('health', { persons: 8 }),
        figures('outreach', { persons: 30, highUtilizers: 15 }),
        figures('police', { persons: 80, highUtilizers: 20 }),
      ],
      figures('total', { persons: 110, highUtilizers: 30 }),
    );
    expect(column(rows, 'persons')).toEqual(['s', 's', 80, 110]);
    expect(column(rows, 'highUtilizers')).toEqual([0, 's', 's', 30]);
  });

  it('hides many records of few people', () => {
    const many = figures('fire', { records: 200 });
    const counts = { ...many.counts, records: { value: 200, people: 3 } };
    const rows = monthlyTable(
      [{ ...many, counts }, figures('police', { records: 300 }), figures('sud', { records: 100 })],
      figures('total', { records: 600 }),
    );
    expect(column(rows, 'records')).toEqual(['s', 300, 's', 600]);
  });

  it('hides the total of a single department that is small', () => {
    const rows = monthlyTable(
      [figures('police', { records: 4 })],
      figures('total', { records: 4 }),
    );
    expect(column(rows, 'records')).toEqual(['s', 's']);
  });
});

describe('rounding to five', () => {
  it.each([
    [0, 0],
    [12, 10],
    [13, 15],
    [72, 70],
    [1198, 1200],
  ])('%i is %i', (count, expected) => {
    expect(roundedToFive(count)).toBe(expected);
  });
});
