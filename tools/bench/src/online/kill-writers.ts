import { verifyLinks } from '@continuum/identity-service';
import type { ServiceProcess } from '@continuum/testing';
import { createHash } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import { percentile } from '../latency.js';
import { anIdentity, anIdentityProcess, ENGINE, type SubjectRecord } from './an-identity.js';

const TOGETHER = 500;

interface Place {
  readonly dataSource: DataSource;
  readonly url: string;
}

export interface Killing {
  readonly records: readonly SubjectRecord[];
  readonly kills: number;
  readonly disturbed: Place;
  readonly undisturbed: Place;
}

/** A load during which the writer is killed again and again, beside the same load in peace. */
export async function killWriters({ records, kills, disturbed, undisturbed }: Killing) {
  const { dataSource, url } = disturbed;
  const instances = await Promise.all([anIdentityProcess(url), anIdentityProcess(url)]);
  const loading = load(records, instances, dataSource);
  const withoutSteps: number[] = [];
  for (let kill = 1; kill <= kills; kill += 1) {
    await untilSteps(dataSource, (records.length * kill) / (kills + 1));
    withoutSteps.push(await killWriter(instances, disturbed));
  }
  await loading;
  for (const instance of instances) await instance.kill();

  const { consume, close } = await anIdentity(undisturbed.url);
  await consume(records);
  await close();
  const [one, other] = await Promise.all([stateOf(dataSource), stateOf(undisturbed.dataSource)]);
  const { persons, differences } = await verifyLinks(dataSource, ENGINE);
  return {
    kills,
    records: records.length,
    persons,
    isSamePersonsAndIds: one.memberships === other.memberships,
    isSameEvents: one.events === other.events,
    differencesFoundByVerify: differences.length,
    secondsWithoutSteps: {
      p50: percentile(
        withoutSteps.toSorted((a, b) => a - b),
        0.5,
      ),
      most: Math.max(...withoutSteps),
    },
  };
}

/**
 * Batch after batch to one instance and the other by turns, as Kafka gives them partitions; what was not answered comes
 * again. Ids depend on the order of the steps, so that each batch waits for the one before.
 */
async function load(
  records: readonly SubjectRecord[],
  instances: readonly ServiceProcess[],
  dataSource: DataSource,
): Promise<void> {
  for (let from = 0; from < records.length; from += TOGETHER) {
    const batch = records.slice(from, from + TOGETHER);
    const about = batch.map(({ value, ...record }) => ({ ...record, value: value.toString() }));
    for (let turn = from / TOGETHER, isDone = false; !isDone; turn += 1) {
      const instance = instances[turn % instances.length];
      isDone = await answered(instance?.ask('consume', about));
    }
    await untilSteps(dataSource, from + batch.length);
  }
}

async function answered(asked: Promise<unknown> | undefined): Promise<boolean> {
  try {
    await asked;
    return asked !== undefined;
  } catch {
    return false;
  }
}

/** Answers for how many seconds there was no step. Its place is taken by another, at the end of the line. */
async function killWriter(instances: ServiceProcess[], { dataSource, url }: Place) {
  const writer = await writerAmong(instances);
  instances.splice(instances.indexOf(writer), 1);
  await writer.kill();
  const killedAt = performance.now();
  const stopped = await stepsOf(dataSource);
  const replacement = anIdentityProcess(url);
  await untilSteps(dataSource, stopped + 1);
  instances.push(await replacement);
  return (performance.now() - killedAt) / 1_000;
}

async function writerAmong(instances: readonly ServiceProcess[]): Promise<ServiceProcess> {
  for (;;) {
    for (const instance of instances) if (await instance.ask('isWriter')) return instance;
    await wait(20);
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
