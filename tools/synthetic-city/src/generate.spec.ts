import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { arrivalsOf, citizens } from './city.js';
import { LineFile } from './files/line-file.js';
import { SUBJECT_COLUMNS } from './files/subjects.js';
import { generate } from './generate.js';

const asOf = new Date('2026-03-01T08:00:00Z');
const options = { people: 200, seed: 7, asOf };
const folder = mkdtempSync(join(tmpdir(), 'city-'));
const [one, two] = [join(folder, 'one'), join(folder, 'two')];
beforeAll(() => {
  for (const out of [one, two])
    generate(options, { out, subjects: join(out, 'csv', 'subjects.csv'), withLinkingPack: true });
});
afterAll(() => rmSync(folder, { recursive: true }));

const contents = (below: string) =>
  readdirSync(below, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => [path.slice(below.length), readFileSync(path, 'utf8')] as const);
const feeds = () => contents(one).filter(([path]) => /^\/[^/]+\.ndjson$/.test(path));
const rows = (path: string) =>
  readFileSync(path, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => line.split(','));

describe('writing the synthetic city', () => {
  it('gives byte-identical files for the same seed, options and date', () => {
    expect(contents(one).length).toBeGreaterThan(12);
    expect(contents(one)).toEqual(contents(two));
  });

  it('tells no feed who a record is truly about, nor which errors it has', () => {
    expect(feeds().length).toBe(10);
    for (const [, text] of feeds()) expect(text).not.toMatch(/p-\d+-\d{6}|p-linking|"errors"/);
  });

  it('writes each feed in the order in which its records arrive', () => {
    const arrivals = arrivalsOf(options).filter(({ feed }) => feed === 'police/jail');
    const [, text = ''] = feeds().find(([path]) => path === '/police.jail.ndjson') ?? [];
    const ids = (lines: readonly { recordId: string }[]) => lines.map(({ recordId }) => recordId);
    const written = text.trimEnd().split('\n');
    expect(ids(written.map((line) => JSON.parse(line) as { recordId: string }))).toEqual(
      ids(arrivals.map(({ record }) => record)),
    );
  });

  it('knows whose each written record is', () => {
    const truth = contents(one).find(([path]) => path === '/truth/records.ndjson')?.[1] ?? '';
    const lines = feeds().reduce((sum, [, text]) => sum + text.split('\n').length - 1, 0);
    expect(truth.split('\n').length - 1).toBe(lines);
  });

  it('holds no more than a buffer of a file in memory', () => {
    const path = join(folder, 'long.txt');
    const file = new LineFile(path);
    for (let nth = 0; nth < 5_000; nth += 1) file.write('a'.repeat(200));
    expect(statSync(path).size).toBeGreaterThan(5_000 * 201 - 300_000);
    file.close();
    expect(statSync(path).size).toBe(5_000 * 201);
  });
});

describe('the table of subjects', () => {
  const [header = [], ...records] = (() => {
    const path = join(folder, 'alone.csv');
    generate({ records: 2_000, seed: 7, asOf }, { subjects: path });
    return rows(path);
  })();
  const column = (name: string) => records.map((row) => row[SUBJECT_COLUMNS.indexOf(name)] ?? '');

  it('has one row for each of so many records, with its person', () => {
    expect(header).toEqual(SUBJECT_COLUMNS);
    expect(records.length).toBe(2_000);
    expect(new Set(column('id')).size).toBe(2_000);
    const people = [...citizens({ records: 2_000, seed: 7, asOf })];
    const met = people.filter(({ arrivals }) => arrivals.length > 0).map(({ person }) => person.id);
    expect([...new Set(column('person'))]).toEqual(met);
  });

  it('brings sex, ethnicity and birth year of each of its people, and of nobody else', () => {
    const [peopleHeader, ...people] = rows(join(folder, 'alone.people.csv'));
    expect(peopleHeader).toEqual(['person', 'sex', 'ethnicity', 'birth_year']);
    expect(people.map(([person]) => person)).toEqual([...new Set(column('person'))]);
    for (const [, sex, , year] of people) expect([sex, year].join()).toMatch(/^(fe)?male,\d{4}$/);
  });

  it('tells nobody but its own truth column who a record is about', () => {
    const others = records.map((row) => row.filter((_, at) => SUBJECT_COLUMNS[at] !== 'person'));
    expect(others.flat().join('\n')).not.toMatch(/p-\d+-\d{6}/);
  });

  it('is the same when it is compressed', () => {
    const path = join(folder, 'alone.csv.gz');
    generate({ records: 2_000, seed: 7, asOf }, { subjects: path });
    expect(gunzipSync(readFileSync(path)).toString()).toBe(
      readFileSync(join(folder, 'alone.csv'), 'utf8'),
    );
  });
});
