import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PersonMergedV1 } from '@continuum/contracts';
import { anEvent } from '@continuum/testing';
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { aMart, type Mart } from '../../test/a-mart.js';
import {
  assigned,
  bookingRecorded,
  citationRecorded,
  withdrawn,
} from '../../test/activity.builder.js';

let mart: Mart;
beforeAll(async () => {
  mart = await aMart();
});
afterAll(() => mart.close());

const day = (n: number) => `2023-03-${String(n).padStart(2, '0')}`;

/** Citations of one person, a day apart. */
async function aPersonWith(citations: number, firstOn = 1) {
  const person = await aReportedPerson(citations, firstOn);
  await mart.recountAll();
  return person;
}

async function aReportedPerson(citations: number, firstOn = 1) {
  const personId = randomUUID();
  const keys = Array.from({ length: citations }, (_, nth) => `police/rms/${personId}-${nth}`);
  await mart.handle(
    ...keys.map((recordKey, nth) => citationRecorded({ recordKey, localDate: day(firstOn + nth) })),
  );
  await mart.handle(...keys.map((recordKey) => assigned(recordKey, personId)));
  return { personId, keys };
}

const crossingsOf = async (personId: string) =>
  (await mart.crossed()).filter((data) => data.personId === personId);

const directionsOf = async (personId: string) =>
  (await crossingsOf(personId)).map(({ version, direction }) => `${version} ${direction}`);

const currentContacts = (personId: string) =>
  mart.query<{ first_on: string }>(
    `SELECT episode_key, first_on::text, confirmed_on::text, is_cited, is_booked, charge_count,
            days_since_previous
       FROM mart.fact_contact JOIN link.person_ref USING (person_key)
      WHERE person_id = $1 AND known_to = 'infinity' ORDER BY first_on`,
    [personId],
  );

describe('counting a person again', () => {
  it('tells of the eleventh episode, with neither count nor record', async () => {
    const { personId } = await aPersonWith(10);
    expect(await crossingsOf(personId)).toEqual([]);

    const recordKey = `police/jail/${personId}`;
    await mart.handle(bookingRecorded({ recordKey, localDate: '2024-06-30' }));
    await mart.handle(assigned(recordKey, personId));
    await mart.recountAll();
    expect(await crossingsOf(personId)).toEqual([
      {
        personId,
        version: 1,
        measure: 'hfu_cited_or_booked',
        definitionVersion: 1,
        direction: 'entered',
        asOf: '2024-07-01',
        knowledgeAt: expect.stringMatching(/^2024-07-01T03:00:00\.\d{6}Z$/),
        isWindowCovered: false,
      },
    ]);
  });

  it('tells within three seconds of the event', async () => {
    mart.job.onApplicationBootstrap();
    const { personId } = await aReportedPerson(11);
    const deadline = Date.now() + 3_000;
    while ((await crossingsOf(personId)).length === 0 && Date.now() < deadline) await pause(20);
    await mart.job.beforeApplicationShutdown();
    expect(await directionsOf(personId)).toEqual(['1 entered']);
  });

  it('withdraws what an undone link had made', async () => {
    const { personId, keys } = await aPersonWith(11);
    const other = randomUUID();
    await mart.handle(assigned(keys[0]!, other, { linkVersion: 2, previousPersonId: personId }));
    await mart.recountAll();
    expect(await directionsOf(personId)).toEqual(['1 entered', '2 withdrawn']);
    expect(await currentContacts(other)).toHaveLength(1);
    expect(await currentContacts(personId)).toHaveLength(10);
  });

  it('withdraws what a voided record had made', async () => {
    const { personId, keys } = await aPersonWith(11);
    await mart.handle(withdrawn(keys[3]!, 2, 'voided'));
    await mart.recountAll();
    expect(await directionsOf(personId)).toEqual(['1 entered', '2 withdrawn']);
  });

  it('does not count a probable link', async () => {
    const { personId } = await aPersonWith(10);
    const recordKey = `police/jail/${personId}`;
    await mart.handle(bookingRecorded({ recordKey }));
    await mart.handle(assigned(recordKey, personId, { confidence: 'probable' }));
    await mart.recountAll();
    expect(await crossingsOf(personId)).toEqual([]);
    expect(await currentContacts(personId)).toHaveLength(11);
  });

  it('writes only what differs', async () => {
    const { personId, keys } = await aPersonWith(3);
    const before = await currentRows();
    await mart.handle(assigned(keys[0]!, personId, { linkVersion: 2 }));
    await mart.recountAll();
    expect(await currentRows()).toEqual(before);
  });

  it('keeps what was known before', async () => {
    const { personId, keys } = await aPersonWith(2);
    const before = await mart.dataSource.transaction((tx) => mart.loads.newest(tx));
    await mart.handle(withdrawn(keys[0]!, 2, 'voided'));
    await mart.recountAll();
    const rows = await mart.dataSource.transaction((tx) =>
      mart.contacts.asKnown(personId, before, tx),
    );
    expect(rows).toHaveLength(2);
    expect(await currentContacts(personId)).toHaveLength(1);
  });

  it('follows ids that are one person now', async () => {
    const [absorbed, survivor] = [await aPersonWith(6), await aPersonWith(5, 10)];
    await mart.handle(
      anEvent(PersonMergedV1, {
        absorbed: { personId: absorbed.personId, personVersion: 2 },
        survivor: { personId: survivor.personId, personVersion: 2 },
        cause: 'new-record',
        step: 2,
      }),
    );
    await mart.handle(
      ...absorbed.keys.map((key) => assigned(key, survivor.personId, { linkVersion: 2 })),
    );
    await mart.recountAll();
    expect(await directionsOf(survivor.personId)).toEqual(['1 entered']);
    expect(await currentContacts(absorbed.personId)).toEqual([]);
    const leadsTo = mart.dataSource.transaction(async (tx) =>
      mart.links.survivorOf(absorbed.personId, await mart.loads.newest(tx), tx),
    );
    expect(await leadsTo).toBe(survivor.personId);
  });

  it('takes a record of nobody as an episode of its own, until it is linked', async () => {
    const recordKey = 'police/rms/of-nobody';
    const ofNobody = () =>
      mart.query(
        `SELECT first_on::text FROM mart.fact_contact
          WHERE person_key = -1 AND episode_key = $1 AND known_to = 'infinity'`,
        [`u:${recordKey}`],
      );
    await mart.handle(citationRecorded({ recordKey, localDate: day(9) }));
    await mart.recountAll();
    expect(await ofNobody()).toEqual([{ first_on: '2023-03-09' }]);

    const personId = randomUUID();
    await mart.handle(assigned(recordKey, personId));
    await mart.recountAll();
    expect(await ofNobody()).toEqual([]);
    expect(await currentContacts(personId)).toHaveLength(1);
  });

  it('leaves an open stay open, and measures a closed one', async () => {
    const personId = randomUUID();
    const recordKey = `police/jail/${personId}`;
    const open = { releasedAt: null, releasedOn: null, releaseReason: null };
    const stay = () =>
      mart.query(
        `SELECT is_open, held_seconds FROM mart.fact_jail_stay
          WHERE record_key = $1 AND known_to = 'infinity'`,
        [recordKey],
      );
    await mart.handle(bookingRecorded({ recordKey }, open));
    await mart.handle(assigned(recordKey, personId));
    await mart.recountAll();
    expect(await stay()).toEqual([{ is_open: true, held_seconds: null }]);

    await mart.handle(bookingRecorded({ recordKey, recordVersion: 2 }));
    await mart.recountAll();
    expect(await stay()).toEqual([{ is_open: false, held_seconds: 7200 }]);
  });
});

describe('a record of nobody', () => {
  const factsOf = (of: Mart, recordKey: string) =>
    of.query<{ person_key: string; known_to: unknown }>(
      'SELECT person_key, known_to FROM mart.bridge_contact_record WHERE record_key = $1',
      [recordKey],
    );
  const marks = (of: Mart) => of.query('SELECT person_id, record_key FROM work.dirty_person');

  it('is not counted while it may still be linked, and never as such if it is', async () => {
    const patient = await aMart({ patienceS: 3_600 });
    const [recordKey, personId] = ['police/rms/soon-linked', randomUUID()];
    await patient.handle(citationRecorded({ recordKey, localDate: day(9) }));
    expect(await patient.recount.once()).toBe(false);
    await patient.handle(assigned(recordKey, personId));
    expect(await marks(patient)).toEqual([{ person_id: personId, record_key: null }]);
    await patient.recountAll();
    expect(await factsOf(patient, recordKey)).toMatchObject([{ known_to: Infinity }]);
    await patient.close();
  });

  it('is taken out of the count by a link that comes while it is counted', async () => {
    const [recordKey, personId] = ['police/rms/linked-meanwhile', randomUUID()];
    await mart.handle(citationRecorded({ recordKey, localDate: day(9) }));
    const counting = mart.dataSource.createQueryRunner();
    await counting.startTransaction();
    const claimed = await mart.people.claim(10, counting.manager);
    await mart.handle(assigned(recordKey, personId));
    await mart.people.replaceFacts(claimed!, counting.manager);
    await counting.commitTransaction();
    await counting.release();
    await mart.recountAll();
    const facts = await factsOf(mart, recordKey);
    expect(facts).toHaveLength(2);
    expect(facts.filter(({ known_to }) => known_to === Infinity)).toMatchObject([
      { person_key: expect.not.stringMatching('-1') },
    ]);
  });

  it('that was counted is taken out as soon as it is linked', async () => {
    const patient = await aMart({ patienceS: 3_600 });
    const recordKey = 'police/rms/linked-late';
    await patient.handle(citationRecorded({ recordKey, localDate: day(9) }));
    await patient.query(`UPDATE work.dirty_person SET marked_at = marked_at - interval '2 hours'`);
    expect(await patient.recount.once()).toBe(true);
    await patient.handle(assigned(recordKey, randomUUID()));
    await patient.recountAll();
    expect(await marks(patient)).toEqual([]);
    const facts = await factsOf(patient, recordKey);
    expect(facts.filter(({ known_to }) => known_to === Infinity)).toMatchObject([
      { person_key: expect.not.stringMatching('-1') },
    ]);
    await patient.close();
  });

  it('that was counted and then linked twice does not stay in the count', async () => {
    const recordKey = 'police/rms/linked-twice';
    await mart.handle(citationRecorded({ recordKey, localDate: day(9) }));
    await mart.recountAll();
    await mart.handle(assigned(recordKey, randomUUID()));
    await mart.handle(assigned(recordKey, randomUUID(), { linkVersion: 2 }));
    await mart.recountAll();
    const facts = await factsOf(mart, recordKey);
    expect(facts.filter(({ known_to }) => known_to === Infinity)).toMatchObject([
      { person_key: expect.not.stringMatching('-1') },
    ]);
  });
});

describe('time alone', () => {
  it('takes a person out on the day the window has moved on, and brings one back', async () => {
    const { personId } = await aPersonWith(11);
    mart.clock.set('2028-03-01T20:00:00Z');
    await mart.recount.markDue();
    await mart.recountAll();
    expect(await directionsOf(personId)).toEqual(['1 entered', '2 aged_out']);

    const recordKey = `police/jail/${personId}`;
    await mart.handle(bookingRecorded({ recordKey, localDate: '2028-02-29' }));
    await mart.handle(assigned(recordKey, personId));
    await mart.recountAll();
    expect(await directionsOf(personId)).toEqual(['1 entered', '2 aged_out', '3 returned']);
    mart.clock.set('2024-07-01T03:00:00Z');
  });
});

const currentRows = () =>
  mart.query(
    `SELECT person_key, episode_key, known_from FROM mart.fact_contact
      WHERE known_to = 'infinity' ORDER BY 1, 2`,
  );
