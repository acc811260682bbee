import { anyPorts, CLONE, startStack } from '@continuum/stack';
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { measureStream } from './measure-stream.js';
import { someRecords } from './push.js';
import { Stores } from './stores.js';

const SINGLE = 200;
const SEED = 42;
const OTHER_SEED = 4711;

/** `npm run bench:stream -- --records N [--json FILE]`: from POST to linked and in the mart, beside a bare pipeline. */
const { values } = parseArgs({
  options: { records: { type: 'string', default: '50000' }, json: { type: 'string' } },
});
const now = new Date();
// Before the stack starts: while records are made, nothing else runs here, and idle connections would be lost.
const arrivals = someRecords(Number(values.records), SEED, now);
const singles = someRecords(SINGLE, OTHER_SEED, now);
const folder = CLONE.inner('bench');
await folder.empty();
const stack = await startStack({
  folder,
  ports: await anyPorts(),
  now,
  say: console.log,
});
const stores = await Stores.open(stack);
try {
  const figures = await measureStream({ stack, stores, folder, arrivals, singles });
  const text = JSON.stringify(figures, rounded, 2);
  console.log(text);
  if (values.json) writeFileSync(values.json, text);
} finally {
  await stores.close();
  await stack.stop();
}
process.exit(0);

function rounded(_: string, value: unknown): unknown {
  return typeof value === 'number' ? Math.round(value * 100) / 100 : value;
}
