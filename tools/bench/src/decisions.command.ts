import { anyPorts, CLONE, eventually, startStack, type RunningStack } from '@continuum/stack';
import { writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { askDecisions } from './decisions/ask-decisions.js';
import { batchesOf, push, someRecords } from './push.js';
import { serverCpuSeconds } from './server-usage.js';
import { usageOf } from './usage.js';

const SEED = 42;
const WARM_UP_S = 5;
const DAY_MS = 86_400_000;

/**
 * `npm run bench:decisions -- [--records N] [--rate N] [--seconds N] [--json FILE]`: `POST /v1/decisions` at a steady rate, each
 * over every element of a person view of somebody with records in several departments, audit committed.
 */
const { values } = parseArgs({
  options: {
    records: { type: 'string', default: '10000' },
    rate: { type: 'string', default: '200' },
    seconds: { type: 'string', default: '30' },
    json: { type: 'string' },
  },
});
const now = new Date();
const arrivals = someRecords(Number(values.records), SEED, now);
const folder = CLONE.inner('bench-decisions');
await folder.empty();
const stack = await startStack({ folder, ports: await anyPorts(), now, say: console.log });
const consent = new pg.Client(stack.databaseUrls['consent-service']);
try {
  await consent.connect();
  const { recorded } = await push(stack, batchesOf(arrivals));
  const persons = await workedWith(recorded);
  const load = { persons, perSecond: Number(values.rate) };
  await askDecisions(stack, { ...load, seconds: WARM_UP_S });
  const before = await used();
  const asked = await askDecisions(stack, { ...load, seconds: Number(values.seconds) });
  const after = await used();
  const figures = {
    machine: { cpus: cpus().length, model: cpus()[0]?.model, node: process.version },
    ...{ load: loadavg(), records: recorded, persons: persons.length, ...asked },
    cpuMicrosecondsPerDecision: Object.fromEntries(
      Object.entries(after).map(([name, at]) => [
        name,
        Math.round(((at - (before[name] ?? 0)) * 1e6) / asked.decisions),
      ]),
    ),
    targets: { p99Ms: 25 },
  };
  const text = JSON.stringify(figures, rounded, 2);
  console.log(text);
  if (values.json) writeFileSync(values.json, text);
} finally {
  await consent.end();
  await stack.stop();
  await folder.remove();
}
process.exit(0);

/** People whom a case manager works with, as homeless services' own system says; their ids once every record is linked. */
async function workedWith(recorded: number): Promise<string[]> {
  await eventually('every record is decidable', async () => {
    const { rows } = await consent.query<{ n: string }>('SELECT count(*) AS n FROM record_fact');
    return Number(rows[0]?.n) >= recorded || undefined;
  });
  const { rows } = await consent.query<{ person_id: string; record_key: string }>(
    `SELECT person_id, min(record_key) FILTER (WHERE dataset = 'stay') AS record_key
       FROM record_fact WHERE confidence = 'confirmed' AND person_id IS NOT NULL
      GROUP BY person_id HAVING count(DISTINCT department) > 1 AND bool_or(dataset = 'stay')
      ORDER BY person_id LIMIT 200`,
  );
  const token = await stack.serviceToken('source-homeless-services-hmis', 'consent-service');
  for (const { record_key: recordKey } of rows) await relate(stack, token, recordKey);
  if (rows.length === 0) throw new Error('Nobody has a stay and records of another department.');
  return rows.map(({ person_id: personId }) => personId);
}

async function relate({ urls }: RunningStack, token: string, recordKey: string): Promise<void> {
  const answer = await fetch(`${urls['consent-service']}/v1/relations`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      ...{ kind: 'own-case', userId: 'hana', recordKey },
      from: new Date(+now - DAY_MS).toISOString(),
      until: new Date(+now + DAY_MS).toISOString(),
    }),
  });
  if (answer.status !== 201) throw new Error(`A relation was answered ${answer.status}.`);
}

async function used(): Promise<Record<string, number>> {
  const { load, 'consent-service': service } = await usageOf(stack);
  const servers = await serverCpuSeconds(folder);
  return {
    'consent-service': service?.cpuSeconds ?? 0,
    postgres: servers['postgres'] ?? 0,
    load: load?.cpuSeconds ?? 0,
  };
}

function rounded(_: string, value: unknown): unknown {
  return typeof value === 'number' ? Math.round(value * 100) / 100 : value;
}
