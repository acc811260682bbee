import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Event } from '@continuum/contracts';
import { anEvent } from '@continuum/testing';
import fc from 'fast-check';
import { aMart, type Mart } from '../../test/a-mart.js';
import { aFeed } from '../../test/feed.arbitrary.js';

const marts: Mart[] = [];
let expected: Mart;
const [feed] = fc.sample(aFeed(), { numRuns: 1, seed: 2024 }) as [Event<unknown>[]];

beforeAll(async () => {
  expected = await aFreshMart();
  await take(expected, feed);
});
afterAll(() => Promise.all(marts.map((mart) => mart.close())));

async function aFreshMart() {
  const mart = await aMart();
  marts.push(mart);
  return mart;
}

/** Batches of one handler's events, as the transport cuts them, with a recount now and then. */
async function take(mart: Mart, events: readonly Event<unknown>[], size = 40) {
  for (let at = 0; at < events.length; at += size) {
    const groups = Map.groupBy(events.slice(at, at + size), handlerOf);
    for (const group of groups.values()) await mart.handle(...group);
    if (at % 3 === 0) await mart.recount.once();
  }
  await mart.recountAll();
}

const handlerOf = ({ type }: Event<unknown>) =>
  ['record.withdrawn.v1', 'record.assigned.v1'].includes(type) ? type : 'activity';

const shuffled = (events: readonly Event<unknown>[], seed: number) =>
  fc.sample(fc.shuffledSubarray([...events], { minLength: events.length }), {
    numRuns: 1,
    seed,
  })[0] as Event<unknown>[];

/** The current mart, row for row, without the times and keys that are its own. */
async function contentOf({ query }: Mart) {
  const facts = (table: string, columns: string) =>
    query(
      `SELECT coalesce(person_id::text, 'nobody') AS person, ${columns}
         FROM mart.${table} LEFT JOIN link.person_ref USING (person_key)
        WHERE known_to = 'infinity' ORDER BY 1, 2`,
    );
  return {
    staged: await query(
      'SELECT record_key, record_version, status, data FROM staging.activity_version ORDER BY 1, 2',
    ),
    records: await query(
      `SELECT record_key, record_version, department, month_key FROM mart.fact_record
        WHERE known_to = 'infinity' ORDER BY 1`,
    ),
    contacts: await facts(
      'fact_contact',
      `episode_key, first_on::text, confirmed_on::text, is_cited, is_booked, charge_count,
       worst_level, days_since_previous`,
    ),
    bridges: await facts('bridge_contact_record', 'record_key, episode_key, reason'),
    stays: await facts('fact_jail_stay', 'record_key, admitted_on::text, held_seconds, is_open'),
  };
}

describe('a feed', () => {
  it('fills the mart', async () => {
    const { contacts, records, stays } = await contentOf(expected);
    expect(contacts.length).toBeGreaterThan(50);
    expect(records.length).toBeGreaterThan(100);
    expect(stays.length).toBeGreaterThan(20);
  });

  it.each([1, 2, 3])('shuffled gives the same mart, row for row (%i)', async (seed) => {
    const mart = await aFreshMart();
    await take(mart, shuffled(feed, seed), 10 * seed);
    expect(await contentOf(mart)).toEqual(await contentOf(expected));
  });

  it('sent twice gives the same mart, row for row', async () => {
    const mart = await aFreshMart();
    await take(mart, feed);
    await take(mart, shuffled(feed, 4).map(again));
    expect(await contentOf(mart)).toEqual(await contentOf(expected));
  });

  it('interrupted in each batch gives the same mart, row for row', async () => {
    const mart = await aFreshMart();
    for (let at = 0; at < feed.length; at += 50) {
      await expect(interrupted(mart, feed.slice(at, at + 50))).rejects.toThrow('interrupted');
      await take(mart, feed.slice(at, at + 50));
    }
    expect(await contentOf(mart)).toEqual(await contentOf(expected));
  });
});

/** The same as another event: its producer published it again. */
const again = (event: Event<unknown>) =>
  anEvent(
    { type: event.type, keyOf: () => event.key, versionOf: () => event.version } as never,
    {
      ...(event.data as object),
    } as never,
  );

/** Everything is written, and then the transaction does not commit. */
async function interrupted(mart: Mart, events: readonly Event<unknown>[]) {
  await mart.dataSource.transaction(async (tx) => {
    for (const group of Map.groupBy(events, handlerOf).values()) await mart.within(tx, group);
    throw new Error('interrupted');
  });
}
