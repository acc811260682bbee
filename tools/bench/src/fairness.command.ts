import { generate } from '@continuum/synthetic-city';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { acceptedGroups } from './fairness/accepted.js';
import { measureFairness } from './fairness/fairness.js';
import { linkByCommand } from './fairness/link-by-command.js';
import { readPredictions } from './fairness/predictions.js';
import { fairnessTable } from './fairness/table.js';

/**
 * `npm run bench:fairness -- [--records N | --subjects FILE [--predictions FILE]] [--degrade GROUP]
 * [--accept GROUP=DECISION]… [--json FILE]`: exits 1 where a group falls short.
 */
const { values } = parseArgs({
  options: {
    records: { type: 'string', default: '100000' },
    seed: { type: 'string', default: '1' },
    juveniles: { type: 'string', default: '0.06' },
    'as-of': { type: 'string', default: '2026-03-01' },
    subjects: { type: 'string' },
    map: { type: 'string', default: join(import.meta.dirname, '..', 'maps', 'city.json') },
    predictions: { type: 'string' },
    degrade: { type: 'string' },
    accept: { type: 'string', multiple: true, default: [] },
    json: { type: 'string' },
  },
});
if (values.predictions && !values.subjects)
  throw new Error('Predictions are about --subjects FILE, which is not named.');
const asOf = new Date(values['as-of']);
const folder = mkdtempSync(join(tmpdir(), 'fairness-'));
try {
  const fairness = await measureFairness(
    {
      subjects: values.subjects ?? aCity(),
      map: values.map,
      asOfYear: asOf.getUTCFullYear(),
      predictions: values.predictions ? await readPredictions(values.predictions) : undefined,
      degrade: values.degrade
        ? { group: values.degrade, to: join(folder, 'degraded.csv') }
        : undefined,
      accepted: acceptedGroups(values.accept),
    },
    linkByCommand(),
  );
  console.log(fairnessTable(fairness));
  if (values.json) writeFileSync(values.json, JSON.stringify(fairness, null, 2));
  process.exitCode = fairness.shortfalls.length > 0 ? 1 : 0;
} finally {
  rmSync(folder, { recursive: true });
}

function aCity(): string {
  const subjects = join(folder, 'city.csv');
  const [records, seed, juveniles] = [values.records, values.seed, values.juveniles].map(Number);
  generate(
    { records: records ?? 0, seed: seed ?? 0, asOf, juveniles: juveniles ?? 0 },
    { subjects },
  );
  return subjects;
}
