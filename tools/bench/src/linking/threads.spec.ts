import { afterAll, describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const COMMAND = join(import.meta.dirname, '../../dist/linking.command.js');
const folder = mkdtempSync(join(tmpdir(), 'threads-'));
afterAll(() => rmSync(folder, { recursive: true }));
const path = (name: string) => join(folder, name);

const GIVENS = ['Ana', 'Bruno', 'Clara', 'Dmitri', 'Esther', 'Farid', 'Greta', 'Hugo', 'Ines'];
const FAMILIES = ['Okafor', 'Lindgren', 'Tanaka', 'Moreau', 'Petrov', 'de la Cruz', 'Reyes'];

/** Two hundred people in three rows each: as they are, without a birth date, with a slip in the family name. */
function writeTable(): void {
  const rows = Array.from({ length: 600 }, (_, row) => {
    const person = Math.trunc(row / 3);
    const [given, family] = [GIVENS[person % 9]!, FAMILIES[person % 7]!];
    const born =
      row % 3 === 1 ? '' : `${1930 + (person % 70)}-0${1 + (person % 9)}-1${person % 10}`;
    return [`r${row}`, `p${person}`, given, row % 3 === 2 ? family.slice(1) : family, born].join();
  });
  writeFileSync(path('people.csv'), ['id,person,given,family,born', ...rows].join('\n'));
  const map = {
    names: [{ given: 'given', family: 'family' }],
    birthDates: [{ column: 'born' }],
  };
  writeFileSync(path('map.json'), JSON.stringify(map));
}

function link(threads: number) {
  const options = {
    csv: path('people.csv'),
    map: path('map.json'),
    truth: 'person',
    id: 'id',
    threads: String(threads),
    predictions: path(`${threads}.csv`),
    json: path(`${threads}.json`),
  };
  const told = Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]);
  const { status, stderr } = spawnSync(process.execPath, [COMMAND, ...told], { encoding: 'utf8' });
  const read = (file: string) => readFileSync(file, 'utf8');
  if (status !== 0) throw new Error(stderr);
  const { modelId, candidatePairs } = JSON.parse(read(options.json)) as Record<string, unknown>;
  return { modelId, candidatePairs, predictions: read(options.predictions) };
}

describe('linking in several threads', () => {
  it('learns the same model and makes the same persons, byte for byte, as one thread does', () => {
    writeTable();
    const alone = link(1);
    expect(
      new Set(alone.predictions.split('\n').map((row) => row.split(',')[1])).size,
    ).toBeGreaterThan(100);
    for (const threads of [2, 3]) expect(link(threads)).toEqual(alone);
  });
});
