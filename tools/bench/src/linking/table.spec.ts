import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { readMap } from './subject-map.js';
import { columnOf, readTable, textsOf } from './table.js';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'table-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const CSV = '\uFEFF id , full name\r\n1,"Reyes, ""Ana"""\r\n 2 ,\r\n3\r\n';

function kept(name: string, content: string | Buffer): string {
  const file = join(folder, name);
  writeFileSync(file, content);
  return file;
}

describe('reading a table', () => {
  it.each([
    ['plain', 'a.csv', CSV],
    ['gzipped', 'a.csv.gz', gzipSync(CSV)],
  ])(
    'takes quotes, a byte order mark, trimmed headings and short rows (%s)',
    async (_, name, csv) => {
      const table = await readTable(kept(name, csv));
      expect(table.rows).toBe(3);
      expect(textsOf(columnOf(table, 'id'))).toEqual(['1', '2', '3']);
      expect(textsOf(columnOf(table, 'full name'))).toEqual(['Reyes, "Ana"', '', '']);
    },
  );

  it('names a column that is missing, and those that are there', async () => {
    const table = await readTable(kept('b.csv', CSV));
    expect(() => columnOf(table, 'cluster')).toThrow('"cluster"; it has id, full name');
  });
});

describe('reading a map', () => {
  it.each([
    ['an unknown field', { threshold: 1 }, '/'],
    ['a field of the wrong kind', { names: [{ full: 3 }] }, '/names/0/full'],
    ['a date without a column', { birthDates: [{}] }, '/birthDates/0'],
  ])('names the field: %s', (_, map, place) => {
    const file = kept('map.json', JSON.stringify(map));
    expect(() => readMap(file)).toThrow(`${file}: ${place}`);
  });
});
