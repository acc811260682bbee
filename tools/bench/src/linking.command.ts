import { once } from 'node:events';
import { createWriteStream, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { curveOf } from './linking/curve.js';
import { writeDurably } from './linking/durable.js';
import { evaluate } from './linking/evaluate.js';
import { linkTable, shuffled, type LinkedTable } from './linking/link-table.js';
import { CrewOfThreads, readLearnt, writeLearnt } from '@continuum/identity-service';
import { blockingRecallOf, confirmedOnly, sweep, truthOf } from './linking/report.js';
import { partOfTable } from './linking/split.js';
import { readMap } from './linking/subject-map.js';
import { columnOf, readTable, textsOf } from './linking/table.js';

/**
 * `npm run bench:linking -- --csv FILE[.gz] --map MAP.json --truth COLUMN [--truth-pattern REGEX] [--id COLUMN]
 * [--split 0.3 --part tune|test --seed 7] [--model FILE] [--save-model FILE] [--sweep] [--predictions FILE]
 * [--runs 5] [--threads N] [--json FILE] [--curve FILE.svg]`: links any labelled file; the labels are opened after clustering.
 */
const { values } = parseArgs({
  options: {
    csv: { type: 'string' },
    map: { type: 'string' },
    truth: { type: 'string' },
    'truth-pattern': { type: 'string' },
    id: { type: 'string' },
    split: { type: 'string' },
    part: { type: 'string', default: 'tune' },
    seed: { type: 'string', default: '7' },
    model: { type: 'string' },
    'save-model': { type: 'string' },
    sweep: { type: 'boolean', default: false },
    predictions: { type: 'string' },
    durable: { type: 'boolean', default: false },
    runs: { type: 'string', default: '1' },
    threads: { type: 'string', default: String(Math.min(availableParallelism(), 4)) },
    json: { type: 'string' },
    curve: { type: 'string' },
  },
});
if (!values.csv || !values.map || !values.truth) {
  throw new Error('--csv FILE, --map MAP.json and --truth COLUMN are needed.');
}

const seed = Number(values.seed);
const map = readMap(values.map);
const started = performance.now();
const whole = await readTable(values.csv);
const pattern = values['truth-pattern'] ? new RegExp(values['truth-pattern']) : undefined;
const table = values.split
  ? partOfTable(whole, truthOf(columnOf(whole, values.truth), pattern), {
      share: Number(values.split),
      part: values.part,
      seed,
    })
  : whole;
const ids = values.id
  ? textsOf(columnOf(table, values.id))
  : Array.from({ length: table.rows }, (_, row) => String(row));
const order = shuffled(ids, seed);
const parse = (performance.now() - started) / 1_000;

const learnt = values.model ? readLearnt(readFileSync(values.model, 'utf8')) : undefined;
const crew = new CrewOfThreads(Number(values.threads));
const runs: LinkedTable['seconds'][] = [];
let linked: LinkedTable | undefined;
for (let run = 0; run < Number(values.runs); run += 1) {
  linked = linkTable(table, map, { order, seed, learnt, crew });
  runs.push(linked.seconds);
}
if (!linked) throw new Error('--runs must be at least 1.');
const peakMemoryMiB = Math.round(process.resourceUsage().maxRSS / 1_024);

const durably = values.durable && (await writeDurably({ table, map, order, ids, seed }, linked));

const truth = truthOf(columnOf(table, values.truth), pattern);
const { pairwise, bcubed, largestCluster } = evaluate(truth, linked.clusterOf);
const confirmed = evaluate(truth, confirmedOnly(linked)).pairwise;
const points = values.sweep || values.curve ? sweep(linked, truth) : undefined;
const figures = {
  records: table.rows,
  modelId: linked.model.id,
  thresholds: linked.model.thresholds,
  pairwise,
  bcubed,
  confirmed,
  ...blockingRecallOf(linked, truth, order),
  largestCluster,
  seconds: { parse, ...medians(runs), ...(durably && { durable: durably }) },
  peakMemoryMiB,
  ...(values.sweep && { sweep: points }),
};
console.log(JSON.stringify(figures, rounded, 2));
if (values.json) writeFileSync(values.json, JSON.stringify(figures, null, 2));
if (values.curve && points) writeFileSync(values.curve, curveOf(points));
if (values['save-model']) writeFileSync(values['save-model'], writeLearnt(linked));
if (values.predictions) await writePredictions(values.predictions, linked.clusterOf);
await crew.close();

function medians(all: readonly LinkedTable['seconds'][]) {
  const median = (phase: keyof LinkedTable['seconds']) =>
    all.map((seconds) => seconds[phase]).toSorted((a, b) => a - b)[all.length >> 1]!;
  const [train, predict, cluster] = [median('train'), median('predict'), median('cluster')];
  return { train, predict, cluster, total: train + predict + cluster };
}

function rounded(_: string, value: unknown): unknown {
  return typeof value === 'number' && !Number.isInteger(value) ? Number(value.toFixed(4)) : value;
}

async function writePredictions(file: string, clusterOf: Int32Array): Promise<void> {
  const out = createWriteStream(file);
  out.write('id,cluster\n');
  for (const [row, cluster] of clusterOf.entries()) {
    if (!out.write(`${cell(ids[row]!)},${cluster}\n`)) await once(out, 'drain');
  }
  out.end();
  await once(out, 'finish');
}

function cell(text: string): string {
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
