import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { allTopics, KafkaJsPort, replay } from '@continuum/messaging';
import { createDataSource } from '@continuum/service-kit';
import { CLONE, eventually } from '@continuum/stack';
import type { Arrival } from '@continuum/synthetic-city';
import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { namesakes } from './namesakes.js';
import { standbyOf } from './standby.js';
import { recordsOn, textOf } from './topic-dump.js';
import { World } from './world.js';

jest.setTimeout(300_000);

const NAME = 'who-is-who';
const ROOT = join(import.meta.dirname, '../../..');
const VERIFY = join(ROOT, 'apps/identity-service/dist/inbound/verify.command.js');

let world: World;
let port: KafkaJsPort;
/** All that departments have pushed here. */
const pushed: Pick<Arrival, 'feed' | 'record'>[] = [];

beforeAll(async () => {
  world = await World.begin(NAME);
  port = new KafkaJsPort({ brokers: [world.stack.kafkaBrokers], clientId: 'system-test' });
});
afterAll(async () => {
  await port.close();
  await world.end();
});

async function push(arrivals: readonly Pick<Arrival, 'feed' | 'record'>[]) {
  pushed.push(...arrivals);
  await world.push(arrivals);
}
const number = (sql: string, parameters: unknown[] = []) =>
  world.number('identity-service', sql, parameters);
const links = () =>
  world.query(
    'identity-service',
    `SELECT record_key, person_id, confidence FROM membership JOIN subject USING (record_no)
      WHERE to_step IS NULL ORDER BY record_key`,
  );
/** `identity verify`, as an operator runs it. @throws where it does not exit 0 */
const verify = () =>
  execFileSync(process.execPath, [VERIFY], {
    env: { DATABASE_URL: world.stack.databaseUrls['identity-service'] },
    encoding: 'utf8',
  });

describe('two departments that push one person at the same instant', () => {
  it('make one person, a step for each record, and nothing is tried again', async () => {
    const { records } = namesakes(new Date()).orin;
    const two = [records.find(({ feed }) => feed === 'police/jail')!, records.at(-1)!];
    await Promise.all(two.map((one) => push([one])));
    await world.quiet();

    expect(await number('SELECT count(DISTINCT person_id) AS n FROM membership')).toBe(1);
    expect(await number('SELECT count(*) AS n FROM step')).toBe(2);
    expect(await number('SELECT count(*) AS n FROM parked_event')).toBe(0);
  });
});

describe('all subjects told again', () => {
  it('change nothing, and no event leaves identity-service', async () => {
    await push(world.records(1_500, 41));
    await world.quiet();
    const before = { links: await links(), told: await recordsOn(port, ['continuum.identities']) };
    const steps = await number('SELECT count(*) AS n FROM step');
    const subjects = await recordsOn(port, ['continuum.subjects']);
    const again = subjects.map(({ topic, key, value, headers }) => ({
      ...{ topic, key, value },
      headers: { ...headers, ce_id: randomUUID() },
    }));
    expect(again.length).toBeGreaterThan(1_000);

    for (let at = 0; at < again.length; at += 500) await port.send(again.slice(at, at + 500));
    await eventually('they are handled', async () => {
      const lags = await port.lag('identity-service', ['continuum.subjects']);
      return lags.every(({ lag }) => lag === 0n) || undefined;
    });
    await world.quiet();

    expect(await links()).toEqual(before.links);
    expect(await number('SELECT count(*) AS n FROM step')).toBe(steps);
    expect(await recordsOn(port, ['continuum.identities'])).toHaveLength(before.told.length);
  });
});

describe('a subject that identity-service cannot take', () => {
  it('is parked with what follows it, all others flow, and a replay after the fix clears it', async () => {
    const records = world.records(600, 42).map(withOwnId);
    const poison = records.find(({ record }) => record.kind === 'booking')!;
    const key = `${poison.feed}/${poison.record.recordId}`;
    await world.query(
      'identity-service',
      `CREATE FUNCTION poison() RETURNS trigger LANGUAGE plpgsql AS
         $$ BEGIN IF NEW.record_key = '${key}' THEN RAISE EXCEPTION 'poison'; END IF; RETURN NEW; END $$;
       CREATE TRIGGER poison BEFORE INSERT ON intake FOR EACH ROW EXECUTE FUNCTION poison();`,
    );
    await push(records);
    const corrected = { ...poison.record, version: 2, correctionReason: 'clerical' as const };
    await push([{ ...poison, record: corrected }]);

    const parked = () => number('SELECT count(*) AS n FROM parked_event WHERE key = $1', [key]);
    await eventually('both versions are parked', async () => (await parked()) === 2 || undefined);
    const others = [...world.acknowledged.keys()].filter((one) => one !== key);
    await eventually('the others are linked', async () => {
      const missing = await number(
        `SELECT count(*) AS n FROM unnest($1::text[]) AS key
          WHERE NOT EXISTS (SELECT FROM subject WHERE record_key = key)`,
        [others],
      );
      return missing === 0 || undefined;
    });
    expect(await number('SELECT count(*) AS n FROM subject WHERE record_key = $1', [key])).toBe(0);

    await world.query('identity-service', 'DROP TRIGGER poison ON intake; DROP FUNCTION poison();');
    const url = world.stack.databaseUrls['identity-service'];
    const db = createDataSource({ service: 'replay', url, pool: 2, migrations: [] });
    await db.initialize();
    const filter = { consumer: 'identity-service', key };
    const { stuck } = await replay(db, filter, { topicPrefix: '', rate: 100, patienceMs: 60_000 });
    await db.destroy();

    expect(stuck).toEqual([]);
    expect(await parked()).toBe(0);
    await world.quiet();
    expect(await number('SELECT version AS n FROM subject WHERE record_key = $1', [key])).toBe(2);
  });
});

describe('the writer killed under load', () => {
  it('leaves its work to the standby, loses nothing, and what it left verifies', async () => {
    const standby = await standbyOf(world.stack);
    try {
      expect(await standby.isWriter()).toBe(false);
      let killed: Promise<void> | undefined;
      const records = world.records(3_000, 43);
      pushed.push(...records);
      await world.push(records, async (sent) => {
        if (killed || sent < 1_000) return;
        killed = world.stack.kill('identity-service');
        await killed;
      });
      await eventually('the standby writes', async () => (await standby.isWriter()) || undefined);
      await world.quiet();
      expect(verify()).toMatch(/ 0 differences\.\n$/);

      await world.stack.start('identity-service');
      expect(await standby.isWriter()).toBe(true);
    } finally {
      await standby.end();
    }
  });
});

describe('what leaves identity-service and ingest-service', () => {
  it('names nobody: no topic but subjects, and no log, has a name, birth date, phone or address', async () => {
    const all = allTopics([
      'identity-service',
      'consent-service',
      'referral-service',
      'reporting-service',
    ]);
    const closed = ['continuum.subjects', 'continuum.identity-service.dead-letters'];
    const topics = all.map(({ topic }) => topic).filter((topic) => !closed.includes(topic));
    const told = (await recordsOn(port, topics)).map(textOf).join('\n');
    const logs = await logsOf(NAME);
    const secrets = [...new Set(pushed.flatMap(({ record }) => identifying(record)))];

    expect(secrets.length).toBeGreaterThan(3_000);
    expect(told.length).toBeGreaterThan(100_000);
    expect(logs.length).toBeGreaterThan(1_000);
    expect(secrets.filter((secret) => told.includes(secret))).toEqual([]);
    expect(secrets.filter((secret) => logs.includes(secret))).toEqual([]);

    const closedTopic = (await recordsOn(port, ['continuum.subjects'])).map(textOf).join('\n');
    expect(secrets.filter((secret) => closedTopic.includes(secret)).length).toBeGreaterThan(3_000);
  });
});

/** Their record ids are those of no other test here. */
const withOwnId = ({ feed, record }: Arrival) => ({
  feed,
  record: { ...record, recordId: `P-${record.recordId}` },
});

async function logsOf(name: string): Promise<string> {
  const folder = join(CLONE.inner(name).path, 'logs');
  const files = await readdir(folder);
  return (await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')))).join('\n');
}

/** A date of birth before this year is no date of anything else that a department writes. */
const LONG_AGO = '2005';

/** What tells of a person in a pushed record, as its department wrote it and as a service may write it. */
function identifying({ subject }: Arrival['record']): string[] {
  const { names = [], birthDates = [], phones = [], addresses = [] } = subject ?? {};
  return [
    ...names.flatMap(({ given, family }) =>
      given && family ? [`${given} ${family}`, `"given":"${given}"`, `"family":"${family}"`] : [],
    ),
    ...birthDates.filter((date) => !date.includes('X') && date < LONG_AGO),
    ...phones.flatMap((phone) => [phone, phone.replace(/\D/g, '').slice(-10)]),
    ...addresses.flatMap(({ line1 }) => (line1 && line1.length > 8 ? [line1] : [])),
  ].filter((text) => text.length > 6);
}
