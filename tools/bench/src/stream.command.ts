import { anyPorts, CLONE, startStack } from '@continuum/stack';
import { writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { barePipeline } from './bare-pipeline.js';
import { latencies, percentile } from './latency.js';
import { cpuSeconds, residentMiB } from './memory.js';
import { batchesOf, push, someRecords } from './push.js';
import { Stores } from './stores.js';

/** `npm run bench:stream -- --records N [--json FILE]`: from POST to linked and in the mart, beside a bare pipeline. */
const { values } = parseArgs({
  options: { records: { type: 'string', default: '50000' }, json: { type: 'string' } },
});
const records = Number(values.records);
const folder = CLONE.inner('bench');
await folder.empty();
const stack = await startStack({
  folder,
  ports: await anyPorts(),
  now: new Date(),
  say: console.log,
});
const stores = await Stores.open(stack);
try {
  const asOf = stack.firstRunAt;
  const arrivals = someRecords(records, 42, asOf);
  const single = someRecords(200, 4711, asOf);
  const idle = await latencies(stack, stores, single);
  const before = { linked: await stores.linked(), staged: await stores.staged() };

  const memoryAtStart = await residentMiB(stack);
  const cpuAtStart = await cpuSeconds(stack);
  const started = performance.now();
  const done: Record<string, number> = {};
  const seconds = () => (performance.now() - started) / 1000;
  const pushing = push(stack, batchesOf(arrivals));
  const { shed, seconds: ingest } = await pushing;
  done['ingest'] = ingest;
  const stages: [string, () => Promise<boolean>][] = [
    ['relay', async () => (await stores.unsent()) === 0],
    [
      'identity',
      async () =>
        (await stores.linked()) - before.linked >= records && (await stores.unlinked()) === 0,
    ],
    ['consent', async () => (await stores.decidable()) >= records],
    [
      'mart',
      async () =>
        (await stores.staged()) - before.staged >= records &&
        (await stores.linkedInMart()) >= records &&
        (await stores.dirty()) === 0,
    ],
  ];
  while (stages.some(([stage]) => done[stage] === undefined)) {
    for (const [stage, isDone] of stages)
      if (done[stage] === undefined && (await isDone())) done[stage] = seconds();
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  const total = Math.max(...Object.values(done));
  const memoryAtEnd = await residentMiB(stack);
  const cpuAtEnd = await cpuSeconds(stack);
  const bare = await barePipeline(stack, arrivals);

  const result = {
    machine: {
      cpus: cpus().length,
      model: cpus()[0]?.model,
      node: process.version,
      load: loadavg()[0],
    },
    records,
    shed,
    recordsPerSecond: {
      endToEnd: records / total,
      ...Object.fromEntries(Object.entries(done).map(([stage, at]) => [stage, records / at])),
    },
    bareRecordsPerSecond: bare,
    ratioToBare: records / total / bare,
    postToReadableMs: {
      p50: percentile(idle, 0.5),
      p95: percentile(idle, 0.95),
      p99: percentile(idle, 0.99),
    },
    memoryMiB: { start: memoryAtStart, end: memoryAtEnd },
    cpuMicrosecondsPerRecord: Object.fromEntries(
      Object.entries(cpuAtEnd).map(([service, at]) => [
        service,
        Math.round(((at - (cpuAtStart[service] ?? 0)) * 1e6) / records),
      ]),
    ),
    targets: { endToEnd: 2_000, ratioToBare: 0.2 },
  };
  console.log(
    JSON.stringify(
      result,
      (_, value: unknown) => (typeof value === 'number' ? Math.round(value * 100) / 100 : value),
      2,
    ),
  );
  if (values.json) writeFileSync(values.json, JSON.stringify(result, null, 2));
} finally {
  await stores.close();
  await stack.stop();
}
process.exit(0);
