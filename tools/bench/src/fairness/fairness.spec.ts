import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { generate } from '@continuum/synthetic-city';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { columnsOf } from './csv.js';
import { measureFairness, type FairnessOptions } from './fairness.js';
import type { Link, Predictions } from './predictions.js';
import { fairnessTable } from './table.js';

const folder = mkdtempSync(join(tmpdir(), 'fairness-'));
const subjects = join(folder, 'city.csv');
const options: FairnessOptions = {
  subjects,
  map: 'city.json',
  asOfYear: 2026,
  accepted: new Set(),
};
const to = join(folder, 'degraded.csv');

beforeAll(() => {
  const asOf = new Date('2026-03-01T08:00:00Z');
  generate({ records: 6_000, seed: 5, asOf, juveniles: 0.06 }, { subjects });
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Records of one name and birth date are one person. */
const byNameAndDate: Link = async (csv) => {
  const clusters = new Map<string, string>();
  for await (const [id = '', ...identity] of columnsOf(csv, ['id', 'family', 'birth_date']))
    clusters.set(id, identity.join('|'));
  return clusters;
};
const never: Link = () => Promise.reject(new Error('Nothing is to be linked.'));

async function thePeople(): Promise<Predictions> {
  const clusters = new Map<string, string>();
  for await (const [id = '', person = ''] of columnsOf(subjects, ['id', 'person']))
    clusters.set(id, person);
  return clusters;
}
const fallShort = (fairness: Awaited<ReturnType<typeof measureFairness>>) =>
  fairness.shortfalls.map(({ group, measure }) => `${group} ${measure}`);

describe('measuring fairness', () => {
  it('reports sex, ethnicity and age band, each over all records', async () => {
    const { groups, overall } = await measureFairness(options, byNameAndDate);
    for (const dimension of ['sex', 'ethnicity', 'age']) {
      const own = groups.filter(({ group }) => group.startsWith(`${dimension}:`));
      expect(own.reduce((sum, { records }) => sum + records, 0)).toBe(6_000);
      expect(own.reduce((sum, { truePairs }) => sum + truePairs, 0)).toBe(overall.truePairs);
    }
    const names = groups.map(({ group }) => group);
    expect(names.filter((name) => name.startsWith('age:'))).toEqual([
      'age:18–24',
      'age:25–44',
      'age:45–64',
      'age:65 and over',
      'age:under 18',
    ]);
    expect(names.filter((name) => name.startsWith('sex:'))).toEqual(['sex:female', 'sex:male']);
  });

  it('blocks nothing where every record is linked to its person', async () => {
    const fairness = await measureFairness({ ...options, predictions: await thePeople() }, never);
    expect(fairness.overall.pairwise.f1).toBe(1);
    expect(fairness.shortfalls).toEqual([]);
    expect(fairnessTable(fairness)).toContain('No group falls short.');
  });

  it('blocks a release whose links of one group were undone', async () => {
    const degrade = { group: 'ethnicity:hispanic', to };
    const predictions = await thePeople();
    const fairness = await measureFairness({ ...options, predictions, degrade }, never);
    expect(fallShort(fairness)).toContain('ethnicity:hispanic recall');
    expect(fallShort(fairness).filter((text) => text.startsWith('ethnicity'))).toHaveLength(1);
    expect(fairnessTable(fairness)).toContain('BLOCKED: ethnicity:hispanic');
  });

  it('blocks a release that links one group from spoilt names and dates', async () => {
    const before = await measureFairness(options, byNameAndDate);
    const degrade = { group: 'ethnicity:white', to };
    const after = await measureFairness({ ...options, degrade }, byNameAndDate);
    const white = (fairness: typeof before) =>
      fairness.groups.find(({ group }) => group === 'ethnicity:white')?.pairwise.recall ?? 0;
    expect(white(after)).toBeLessThan(white(before) - 0.2);
    expect(fallShort(after)).toContain('ethnicity:white recall');
  });

  it('leaves the records of other groups alone when it spoils one', async () => {
    const degrade = { group: 'sex:female', to };
    await measureFairness({ ...options, degrade }, byNameAndDate);
    const [original, spoilt] = [subjects, to].map((path) => readFileSync(path, 'utf8').split('\n'));
    const changed = (original ?? []).filter((line, at) => line !== spoilt?.[at]);
    expect(changed.length).toBeGreaterThan(300);
    expect(spoilt?.length).toBe(original?.length);
    const people = readFileSync(join(folder, 'city.people.csv'), 'utf8').split('\n');
    const women = new Set(
      people.flatMap((line) => (line.includes(',female,') ? [line.split(',')[0]] : [])),
    );
    expect(changed.every((line) => women.has(line.split(',')[1]))).toBe(true);
  });

  it('lets a group pass that a decision accepts', async () => {
    const degrade = { group: 'ethnicity:hispanic', to };
    const accepted = new Set(['ethnicity:hispanic']);
    const predictions = await thePeople();
    const fairness = await measureFairness({ ...options, predictions, degrade, accepted }, never);
    expect(fallShort(fairness).filter((text) => text.startsWith('ethnicity'))).toEqual([]);
  });

  it('refuses a group that nobody belongs to, and a record without cluster', async () => {
    const degrade = { group: 'ethnicity:martian', to };
    await expect(measureFairness({ ...options, degrade }, byNameAndDate)).rejects.toThrow(
      'No group is called "ethnicity:martian".',
    );
    await expect(measureFairness({ ...options, predictions: new Map() }, never)).rejects.toThrow(
      'A record has no cluster.',
    );
  });
});
