import { afterAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { linkByCommand } from './link-by-command.js';

const folder = mkdtempSync(join(tmpdir(), 'link-'));
afterAll(() => rmSync(folder, { recursive: true }));
const script = (name: string, text: string) => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};

describe('linking by a command', () => {
  it('names table, map and truth, and reads the clusters it writes', async () => {
    const command = script(
      'echo.mjs',
      `import { writeFileSync } from 'node:fs';
       const told = process.argv.slice(2);
       const value = (name) => told[told.indexOf('--' + name) + 1];
       const rows = ['csv', 'map', 'truth', 'id'].map((name) => name + ',' + value(name));
       writeFileSync(value('predictions'), ['id,cluster', ...rows].join('\\n'));`,
    );
    const predictions = await linkByCommand(command)('city.csv', 'city.json');
    expect(Object.fromEntries(predictions)).toEqual({
      csv: 'city.csv',
      map: 'city.json',
      truth: 'person',
      id: 'id',
    });
  });

  it('fails as the command fails, and says so where there is none', async () => {
    const command = script('fails.mjs', 'process.exit(3);');
    await expect(linkByCommand(command)('a', 'b')).rejects.toThrow('The linking bench failed.');
    await expect(linkByCommand(join(folder, 'none.js'))('a', 'b')).rejects.toThrow('--predictions');
  });
});
