import { verifyLinks } from '@continuum/identity-service';
import type { SubjectReportedV1 } from '@continuum/contracts';
import { createHash } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import { percentile } from '../latency.js';
import { anIdentity, ENGINE } from './identity.js';
import { Writer } from './writer.js';

const RECEIVED = 500;

export interface Killing {
  readonly events: readonly SubjectReportedV1[];
  readonly kills: number;
  readonly disturbed: DataSource;
  readonly databaseUrl: string;
  readonly undisturbed: DataSource;
}

/** A load during which the writer is killed again and again, beside the same load in peace. */
export async function killWriters(killing: Killing) {
  const { events, kills, disturbed, databaseUrl, undisturbed } = killing;
  let instances: Writer[] = await Promise.all([
    Writer.start(databaseUrl),
    Writer.start(databaseUrl),
  ]);
  const loading = receive(disturbed, events);
  const withoutSteps: number[] = [];
  for (let kill = 1; kill <= kills; kill += 1) {
    await untilSteps(disturbed, (events.length * kill) / (kills + 1));
    const writer = await writerAmong(instances);
    await writer.kill();
    const killedAt = performance.now();
    const stopped = await stepsOf(disturbed);
    instances = instances.filter((instance) => instance !== writer);
    const replacement = Writer.start(databaseUrl);
    await untilSteps(disturbed, stopped + 1);
    withoutSteps.push((performance.now() - killedAt) / 1_000);
    instances.push(await replacement);
  }
  await loading;
  await untilSteps(disturbed, events.length);
  for (const instance of instances) await instance.kill();

  await receive(undisturbed, events);
  await resolveAll(undisturbed);
  const [one, other] = await Promise.all([disturbed, undisturbed].map(stateOf));
  const { records, persons, differences } = await verifyLinks(disturbed, ENGINE);
  return {
    kills,
    records,
    persons,
    isSamePersonsAndIds: one?.memberships === other?.memberships,
    isSameEvents: one?.events === other?.events,
    differencesFoundByVerify: differences.length,
    secondsWithoutSteps: {
      p50: percentile(sorted(withoutSteps), 0.5),
      most: Math.max(...withoutSteps),
    },
  };
}

async function receive(dataSource: DataSource, events: readonly SubjectReportedV1[]) {
  const identity = anIdentity(dataSource);
  for (let from = 0; from < events.length; from += RECEIVED)
    await again(() => identity.receive(events.slice(from, from + RECEIVED)));
}

async function resolveAll(dataSource: DataSource) {
  const { resolver } = anIdentity(dataSource);
  const turn = async () => {
    await resolver.stand();
    return resolver.resolve();
  };
  while ((await again(turn)) > 0);
}

/** Both may be repeated: a bench that was stopped for longer than a session's time-outs goes on. */
async function again<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch {
    return work();
  }
}

async function stepsOf(dataSource: DataSource): Promise<number> {
  const [row]: { seq: string | null }[] = await dataSource.query(
    'SELECT max(seq) AS seq FROM step',
  );
  return Number(row?.seq ?? 0);
}

async function untilSteps(dataSource: DataSource, steps: number): Promise<void> {
  while ((await stepsOf(dataSource)) < steps) await wait(20);
}

async function writerAmong(instances: readonly Writer[]): Promise<Writer> {
  for (;;) {
    for (const instance of instances) if (await instance.isWriter()) return instance;
    await wait(20);
  }
}

/** Digests of who was whose, how surely and by which step, of all times, and of what was told. */
async function stateOf(dataSource: DataSource) {
  const memberships: unknown = await dataSource.query(
    `SELECT record_key, person_id, confidence, from_step, to_step, cause
       FROM membership JOIN subject USING (record_no) ORDER BY record_no, from_step`,
  );
  const events: unknown = await dataSource.query(
    `SELECT event_id, convert_from(payload, 'UTF8')::jsonb - 'raisedAt' AS payload
       FROM outbox ORDER BY event_id`,
  );
  return { memberships: digest(memberships), events: digest(events) };
}

const digest = (rows: unknown) => createHash('sha256').update(JSON.stringify(rows)).digest('hex');
const sorted = (values: readonly number[]) => values.toSorted((a, b) => a - b);
