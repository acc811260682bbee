import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PersonMergedV1, PersonSplitV1 } from '@continuum/contracts';
import { anEvent } from '@continuum/testing';
import { randomUUID } from 'node:crypto';
import { aMart, type Mart } from '../../test/a-mart.js';
import { assigned, bookingRecorded, citationRecorded } from '../../test/activity.builder.js';
import { standingOf } from '../domain/high-utilizer.js';
import { KnownPersonRepository } from '../store/known-person.repository.js';

const [ana, ava] = [randomUUID(), randomUUID()];
const citations = (person: string, count: number) =>
  Array.from({ length: count }, (_, nth) => `police/rms/${person}-${nth}`);
const anas = citations(ana, 6);
const avas = citations(ava, 5);
const avasStay = `police/jail/${ava}`;

let mart: Mart;
let known: KnownPersonRepository;
beforeAll(async () => {
  mart = await aMart();
  known = new KnownPersonRepository(mart.loads, mart.links, mart.contacts);
  await mart.handle(
    ...[...anas, ...avas].map((recordKey, nth) =>
      citationRecorded({ recordKey, localDate: `2023-03-${String(nth + 1).padStart(2, '0')}` }),
    ),
  );
  await mart.handle(bookingRecorded({ recordKey: avasStay, localDate: '2023-04-02' }));
});
afterAll(() => mart.close());

const now = () => mart.dataSource.transaction((tx) => mart.loads.newest(tx));
const assign = async (keys: readonly string[], personId: string, linkVersion: number) =>
  mart.handle(...keys.map((key) => assigned(key, personId, { linkVersion })));
const merged = (personVersion: number) =>
  mart.handle(
    anEvent(PersonMergedV1, {
      absorbed: { personId: ava, personVersion },
      survivor: { personId: ana, personVersion },
      ...{ cause: 'changed-record' as const, step: personVersion },
    }),
  );
const split = (personVersion: number) =>
  mart.handle(
    anEvent(PersonSplitV1, {
      ...{ personId: ana, personVersion, cause: 'judgement', step: personVersion },
      parts: [
        { personId: ana, personVersion, reinstated: false, recordCount: 6 },
        { personId: ava, personVersion, reinstated: true, recordCount: 6 },
      ],
    }),
  );
/** Whom an id stood for, and how many episodes were counted, as it was known at a time. */
const countOf = (personId: string, knowledge?: string) =>
  mart.dataSource.transaction(async (tx) => {
    const { personId: stoodFor, rows } = await known.get(personId, knowledge, tx);
    return [stoodFor, standingOf(rows, '2024-07-01').confirmed];
  });
const told = async (personId: string) =>
  (await mart.crossed())
    .filter((crossing) => crossing.personId === personId)
    .map(({ version, direction }) => `${version} ${direction}`);
const stayOf = async () => {
  const rows = await mart.query<{ person_id: string }>(
    `SELECT person_id FROM mart.fact_jail_stay JOIN link.person_ref USING (person_key)
      WHERE record_key = $1 AND known_to = 'infinity'`,
    [avasStay],
  );
  return rows.map(({ person_id }) => person_id);
};

describe('two people, wrongly one person, and two again', () => {
  const times = { apart: '', together: '', again: '' };

  it('cross the line only together, and the crossing is withdrawn', async () => {
    await assign(anas, ana, 1);
    await assign([...avas, avasStay], ava, 1);
    await mart.recountAll();
    times.apart = await now();

    await assign([...avas, avasStay], ana, 2);
    await merged(2);
    await mart.recountAll();
    times.together = await now();
    expect(await told(ana)).toEqual(['1 entered']);
    expect(await stayOf()).toEqual([ana]);

    await split(3);
    await assign([...avas, avasStay], ava, 3);
    await mart.recountAll();
    times.again = await now();
    expect(await told(ana)).toEqual(['1 entered', '2 withdrawn']);
    expect(await told(ava)).toEqual([]);
    expect(await stayOf()).toEqual([ava]);
  });

  it.each([
    ['two before', 'apart', [ana, 6], [ava, 6]],
    ['one while they were linked', 'together', [ana, 12], [ana, 12]],
    ['two since', 'again', [ana, 6], [ava, 6]],
  ] as const)('are %s, as known at each time', async (_, when, ofAna, ofAva) => {
    expect(await countOf(ana, times[when])).toEqual(ofAna);
    expect(await countOf(ava, times[when])).toEqual(ofAva);
  });

  it('are one again when that is taken back, and no earlier knowledge moves', async () => {
    await assign([...avas, avasStay], ana, 4);
    await merged(4);
    await mart.recountAll();
    expect(await told(ana)).toEqual(['1 entered', '2 withdrawn', '3 entered']);
    expect(await countOf(ava)).toEqual([ana, 12]);
    expect(await countOf(ava, times.again)).toEqual([ava, 6]);
    expect(await countOf(ava, times.apart)).toEqual([ava, 6]);
  });
});
