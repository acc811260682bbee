import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { STARTING_MODEL } from '@continuum/identity-service';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const folder = mkdtempSync(join(tmpdir(), 'linking-'));
const file = (name: string) => join(folder, name);
afterAll(() => rmSync(folder, { recursive: true }));

const ROOT = join(import.meta.dirname, '..', '..', '..');
const COMMAND = join(ROOT, 'tools', 'bench', 'dist', 'linking.command.js');
const GIVENS = ['Ana', 'Bruno', 'Clara', 'Dmitri', 'Esther', 'Farid', 'Greta', 'Hugo', 'Ines'];
const FAMILIES = ['Okafor', 'Lindgren', 'Tanaka', 'Moreau', 'Petrov', 'Quist', 'Abara'];
const PARISHES = ['Norwood', 'Stow', 'Tring', 'Ulver'];

/** A parish register: columns, dates and words that no committed map knows; some rows say little, some say it wrongly. */
const register = Array.from({ length: 240 }, (_, row) => {
  const person = Math.trunc(row / 3);
  const [given, family] = [GIVENS[person % 9]!, FAMILIES[person % 7]!];
  const [day, month] = [1 + (person % 28), 1 + (person % 12)].map((part) =>
    `${part}`.padStart(2, '0'),
  );
  return {
    entry: `folio ${row}, verso`,
    soul: `soul-${person}`,
    called: row % 3 === 2 ? `${family.slice(0, -1)}, ${given}` : `${family}, ${given}`,
    christened: row % 5 === 4 ? '' : `${day}/${month}/${1850 + (person % 40)}`,
    parish: PARISHES[person % 4]!,
    trade: person % 3 === 0 ? 'smith' : '',
  };
});
type Entry = (typeof register)[number];
const HEADINGS = Object.keys(register[0]!) as (keyof Entry)[];
const csvOf = (entries: readonly Entry[]) =>
  [
    HEADINGS.join(),
    ...entries.map((entry) => HEADINGS.map((one) => `"${entry[one]}"`).join()),
  ].join('\n');
const map = {
  names: [{ full: 'called' }],
  birthDates: [{ column: 'christened', format: 'DD/MM/YYYY' }],
  attributes: [{ column: 'parish', kind: 'parish' }],
  keys: [['token', 'parish']],
  earliestBirthYear: 1800,
};

interface Scores {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

/** Runs the command as a reader of the documentation would, and reads what it wrote. */
function linked(name: string, entries: readonly Entry[], ...more: string[]) {
  writeFileSync(file(`${name}.csv`), csvOf(entries));
  const options = {
    ...{
      csv: file(`${name}.csv`),
      map: file('map.json'),
      truth: 'soul',
      'truth-pattern': 'soul-(.+)',
    },
    ...{ id: 'entry', json: file(`${name}.json`), predictions: file(`${name}.out.csv`) },
  };
  const told = Object.entries(options).flatMap(([option, value]) => [`--${option}`, value]);
  const printed = execFileSync(process.execPath, [COMMAND, ...told, ...more], { encoding: 'utf8' });
  return { printed, json: readFileSync(file(`${name}.json`), 'utf8'), clusters: clustersIn(name) };
}

/** Cluster of each entry, read by hand: ids with commas stand in quotes. */
function clustersIn(name: string): Map<string, string> {
  const [heading, ...lines] = readFileSync(file(`${name}.out.csv`), 'utf8')
    .trim()
    .split('\n');
  expect(heading).toBe('id,cluster');
  return new Map(
    lines.map((line) => {
      const [, id = '', cluster = ''] = /^"(.*)",(.*)$/.exec(line) ?? [];
      return [id, cluster];
    }),
  );
}

/** Every pair, one by one: what anybody would count who does not know the bench. */
function countedByHand(clusters: ReadonlyMap<string, string>): Scores & { blockedAtMost: number } {
  let [both, found, all] = [0, 0, 0];
  for (const [at, one] of register.entries()) {
    for (const other of register.slice(at + 1)) {
      const isTrue = one.soul === other.soul;
      const isFound = clusters.get(one.entry) === clusters.get(other.entry);
      both += Number(isTrue && isFound);
      found += Number(isFound);
      all += Number(isTrue);
    }
  }
  const [precision, recall] = [both / found, both / all];
  return {
    precision,
    recall,
    f1: (2 * precision * recall) / (precision + recall),
    blockedAtMost: recall,
  };
}

/** The partition alone, whatever its clusters are called. */
const partitionOf = (clusters: ReadonlyMap<string, string>) =>
  [...Map.groupBy(clusters.keys(), (id) => clusters.get(id)).values()]
    .map((ids) => ids.toSorted().join(' | '))
    .toSorted()
    .join('\n');

describe('linking a file of a shape never seen', () => {
  let first: ReturnType<typeof linked>;
  beforeAll(() => {
    execFileSync(process.execPath, [join(ROOT, 'tools', 'build.mjs')], { cwd: ROOT });
    writeFileSync(file('map.json'), JSON.stringify(map));
    first = linked('first', register, '--sweep', '--save-model', file('first.model.json'));
  });

  it('prints every figure, at the thresholds that ship', () => {
    const scores = {
      precision: expect.any(Number),
      recall: expect.any(Number),
      f1: expect.any(Number),
    };
    const figures = JSON.parse(first.json) as Record<string, unknown> & { sweep: object[] };
    expect(figures).toMatchObject({
      records: register.length,
      thresholds: STARTING_MODEL.thresholds,
      pairwise: scores,
      bcubed: scores,
      confirmed: scores,
      blockingRecall: expect.any(Number),
      candidatePairs: expect.any(Number),
      largestCluster: expect.any(Number),
      seconds: {
        parse: expect.any(Number),
        train: expect.any(Number),
        predict: expect.any(Number),
        cluster: expect.any(Number),
      },
      peakMemoryMiB: expect.any(Number),
    });
    expect(figures.sweep.length).toBeGreaterThan(1);
    for (const point of figures.sweep) {
      expect(Object.keys(point).toSorted()).toEqual(
        ['threshold', 'precision', 'recall', 'f1', 'bcubedF1', 'largestCluster'].toSorted(),
      );
    }
    expect(Object.keys(JSON.parse(first.printed) as object)).toEqual(Object.keys(figures));
  });

  it('is scored alike by an evaluator that counts its predictions pair by pair', () => {
    const { pairwise, blockingRecall } = JSON.parse(first.json) as {
      pairwise: Scores;
      blockingRecall: number;
    };
    const { blockedAtMost, ...counted } = countedByHand(first.clusters);

    expect(first.clusters.size).toBe(register.length);
    for (const figure of ['precision', 'recall', 'f1'] as const)
      expect(pairwise[figure]).toBeCloseTo(counted[figure], 12);
    expect(counted.f1).toBeGreaterThan(0.8);
    expect(blockingRecall).toBeGreaterThanOrEqual(blockedAtMost);
  });

  it('comes out the same, model and partition, when its rows stand in another order', () => {
    const turned = register.toReversed();
    const other = [...turned.slice(100), ...turned.slice(0, 100)];
    const again = linked('again', other, '--save-model', file('again.model.json'));

    expect(partitionOf(again.clusters)).toBe(partitionOf(first.clusters));
    expect(readFileSync(file('again.model.json'), 'utf8')).toBe(
      readFileSync(file('first.model.json'), 'utf8'),
    );
  });

  it('is linked alike by a model that was saved, and whatever the labels say', () => {
    const unlabelled = register.map((entry, row) => ({ ...entry, soul: `soul-${row % 7}` }));
    const again = linked('unlabelled', unlabelled, '--model', file('first.model.json'));

    expect(partitionOf(again.clusters)).toBe(partitionOf(first.clusters));
  });

  it('says what is missing from the command', () => {
    expect(() =>
      execFileSync(process.execPath, [COMMAND, '--csv', 'x'], { stdio: 'pipe' }),
    ).toThrow(/--map MAP\.json/);
  });
});
