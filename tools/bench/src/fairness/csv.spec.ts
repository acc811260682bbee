import { afterAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { columnsOf, lineOf, rowsOf } from './csv.js';

const folder = mkdtempSync(join(tmpdir(), 'csv-'));
afterAll(() => rmSync(folder, { recursive: true }));
const file = (name: string, content: string | Uint8Array) => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};

describe('reading a table', () => {
  const cells = ['plain', '', 'a,b', 'say "so"', 'two\nlines', ''];

  it('reads what it writes', async () => {
    const path = file('one.csv', lineOf(cells));
    expect(await all(rowsOf(path))).toEqual([cells]);
  });

  it('reads compressed files of several members', async () => {
    const members = ['id,cluster\n', 'a,1\n'].map((text) => gzipSync(text));
    const path = file('two.csv.gz', Buffer.concat(members));
    expect(await all(columnsOf(path, ['cluster']))).toEqual([['1']]);
  });

  it('fails where the file is cut off', async () => {
    const whole = gzipSync('id,cluster\n' + 'a,1\n'.repeat(1_000));
    const path = file('cut.csv.gz', whole.subarray(0, whole.length - 12));
    await expect(all(rowsOf(path))).rejects.toThrow();
  });

  it('names a column that is missing', async () => {
    const path = file('three.csv', 'id\na\n');
    await expect(all(columnsOf(path, ['cluster']))).rejects.toThrow('"cluster"');
  });
});

async function all<T>(rows: AsyncIterable<T>): Promise<T[]> {
  const read: T[] = [];
  for await (const row of rows) read.push(row);
  return read;
}
