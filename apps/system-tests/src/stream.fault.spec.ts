import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { replay } from '@continuum/messaging';
import { createDataSource } from '@continuum/service-kit';
import { eventually } from '@continuum/stack';
import { shuffled, World } from './world.js';

jest.setTimeout(300_000);

let world: World;
beforeAll(async () => {
  world = await World.begin('system-test');
});
afterAll(() => world.end());

const SIZE = 10_000;

/** Records, who belongs together, what may be decided and what is counted. */
async function picture() {
  return {
    records: await world.query(
      'ingest-service',
      'SELECT record_key, record_version FROM record ORDER BY record_key',
    ),
    persons: await world.query(
      'identity-service',
      `SELECT subject.record_key, membership.person_id, membership.confidence
         FROM membership JOIN subject USING (record_no) WHERE to_step IS NULL ORDER BY 1`,
    ),
    facts: await world.query(
      'consent-service',
      `SELECT record_key, person_id, confidence FROM record_fact
        WHERE dataset NOT IN ('mdt', 'rfrl', 'card') ORDER BY record_key`,
    ),
    contacts: await world.query(
      'reporting-service',
      `SELECT person_key, count(*)::int AS episodes FROM mart.fact_contact
        WHERE known_to = 'infinity' GROUP BY person_key ORDER BY person_key`,
    ),
    staged: await world.query(
      'reporting-service',
      'SELECT record_key, record_version FROM staging.activity_version ORDER BY 1, 2',
    ),
  };
}

/** How many of these records a store lacks. */
async function missingFrom(keys: readonly string[]) {
  const lacks = (store: Parameters<World['number']>[0], source: string) =>
    world.number(
      store,
      `SELECT count(*) AS n FROM unnest($1::text[]) AS key
        WHERE NOT EXISTS (SELECT FROM ${source} WHERE record_key = key)`,
      [keys],
    );
  return {
    ingest: await lacks('ingest-service', 'record'),
    identity: await lacks('identity-service', 'subject'),
    consent: await lacks('consent-service', 'record_fact'),
    referral: await lacks('referral-service', 'record_person'),
    staged: await lacks('reporting-service', 'staging.activity_version'),
    links: await lacks('reporting-service', 'link.record_person'),
  };
}

async function countedTwice() {
  const twice = (source: string) =>
    world.number(
      'reporting-service',
      `SELECT count(*) AS n FROM (SELECT FROM ${source} WHERE known_to = 'infinity'
                                   GROUP BY record_key HAVING count(*) > 1) AS twice`,
    );
  return { facts: await twice('mart.fact_record'), links: await twice('link.record_person') };
}

describe('ten thousand records pushed twice, shuffled the second time', () => {
  it('leave stores, persons and counts as they were', async () => {
    const records = world.records(SIZE, 11);
    await world.push(records);
    await world.quiet();
    const once = await picture();
    expect(once.records).toHaveLength(world.acknowledged.size);
    expect(world.acknowledged.size).toBeGreaterThan(0.95 * SIZE);

    await world.push(shuffled(records, 5));
    await world.quiet();
    expect(await picture()).toEqual(once);
    expect(new Set(world.acknowledged.values())).toEqual(new Set(['duplicate']));
  });
});

describe('a service killed during a push', () => {
  it.each([
    ['ingest-service', 21],
    ['identity-service', 22],
    ['consent-service', 23],
    ['referral-service', 24],
    ['reporting-service', 25],
  ] as const)('%s: every acknowledged record is in every store once', async (victim, seed) => {
    const records = world.records(SIZE, seed);
    let restarted: Promise<void> | undefined;
    await world.push(records, async (sent) => {
      if (restarted || sent < SIZE / 2) return;
      await world.stack.kill(victim);
      restarted = world.stack.start(victim);
    });
    await restarted;
    await world.quiet();

    const acknowledged = [...world.acknowledged.keys()];
    expect(await missingFrom(acknowledged)).toEqual({
      ingest: 0,
      identity: 0,
      consent: 0,
      referral: 0,
      staged: 0,
      links: 0,
    });
    expect(await countedTwice()).toEqual({ facts: 0, links: 0 });
  });
});

describe('a poison event among others', () => {
  it('is parked with what follows it, the others flow, and a replay after the fix brings it in, in order', async () => {
    const records = world.records(2_000, 31);
    const poison = records.find(({ record }) => record.kind === 'citation');
    if (!poison) throw new Error('There is no citation.');
    const key = `${poison.feed}/${poison.record.recordId}`;
    await world.query(
      'reporting-service',
      `CREATE FUNCTION staging.poison() RETURNS trigger LANGUAGE plpgsql AS
         $$ BEGIN IF NEW.record_key = '${key}' THEN RAISE EXCEPTION 'poison'; END IF; RETURN NEW; END $$;
       CREATE TRIGGER poison BEFORE INSERT ON staging.activity_version
         FOR EACH ROW EXECUTE FUNCTION staging.poison();`,
    );
    await world.push(records);
    const corrected = { ...poison.record, version: 2, correctionReason: 'clerical' };
    await world.push([{ ...poison, record: corrected }]);

    const parked = () =>
      world.number(
        'reporting-service',
        `SELECT count(*) AS n FROM parked_event WHERE key = $1 AND topic LIKE '%activities'`,
        [key],
      );
    await eventually('both versions are parked', async () => (await parked()) === 2 || undefined);
    const others = [...world.acknowledged.keys()].filter((one) => one !== key);
    const missing = async () => (await missingFrom(others)).staged;
    await eventually('the others have arrived', async () => (await missing()) === 0 || undefined);

    await world.query(
      'reporting-service',
      'DROP TRIGGER poison ON staging.activity_version; DROP FUNCTION staging.poison();',
    );
    const url = world.stack.databaseUrls['reporting-service'];
    const db = await createDataSource({
      service: 'replay',
      url,
      pool: 2,
      migrations: [],
    }).initialize();
    const filter = { consumer: 'reporting-service', key };
    const { stuck } = await replay(db, filter, { topicPrefix: '', rate: 100, patienceMs: 20_000 });
    await db.destroy();

    expect(stuck).toEqual([]);
    expect(await parked()).toBe(0);
    const staged = await world.query(
      'reporting-service',
      'SELECT record_version FROM staging.activity_version WHERE record_key = $1 ORDER BY 1',
      [key],
    );
    expect(staged).toEqual([{ record_version: 1 }, { record_version: 2 }]);
  });
});
