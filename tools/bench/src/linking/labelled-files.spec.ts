import { describe, expect, it } from '@jest/globals';
import { join } from 'node:path';
import { sharedFile } from '../../test/shared-data.js';
import { evaluate } from './evaluate.js';
import { linkTable, shuffled } from './link-table.js';
import { truthOf } from './report.js';
import { readMap } from './subject-map.js';
import { columnOf, readTable, textsOf } from './table.js';

const mapOf = (name: string) => readMap(join(import.meta.dirname, '../../maps', name));
const historical = sharedFile('historical_50k_tune.csv.gz');
const febrl = sharedFile('febrl3.csv.gz');

async function linked(file: string, map: string, id: string, truth: string) {
  const table = await readTable(file);
  const pattern = map === 'febrl.json' ? /rec-(\d+)/ : undefined;
  const people = truthOf(columnOf(table, truth), pattern);
  const order = shuffled(textsOf(columnOf(table, id)), 7);
  return { people, result: linkTable(table, mapOf(map), { order, seed: 7 }) };
}

if (!historical || !febrl) {
  process.stderr.write('Labelled files are not judged: ../shared/data is not there.\n');
}

describe('the maps of the labelled files', () => {
  it.each(['historical_50k.json', 'historical_50k_standard.json', 'febrl.json'])(
    'are as a map must be: %s',
    (name) => {
      expect(mapOf(name).names).toHaveLength(1);
    },
  );
});

if (historical)
  describe('the historical tune half', () => {
    it('is linked as well as the targets ask', async () => {
      const { people, result } = await linked(
        historical!,
        'historical_50k.json',
        'unique_id',
        'cluster',
      );
      const { pairwise, bcubed, largestCluster } = evaluate(people, result.clusterOf);
      expect(pairwise.f1).toBeGreaterThanOrEqual(0.965);
      expect(bcubed.f1).toBeGreaterThanOrEqual(0.97);
      expect(largestCluster).toBeLessThanOrEqual(40);
      expect(pairwise.precision).toBeGreaterThanOrEqual(0.98);
      expect(pairwise.recall).toBeGreaterThanOrEqual(0.94);
    });
  });

if (febrl)
  describe('FEBRL3', () => {
    it('stays saturated', async () => {
      const { people, result } = await linked(febrl!, 'febrl.json', 'rec_id', 'rec_id');
      expect(evaluate(people, result.clusterOf).pairwise.f1).toBeGreaterThanOrEqual(0.996);
    });
  });
