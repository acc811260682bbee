import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { Mart } from '../../test/a-mart.js';
import { aCitedPerson, aMartOfMay, unLink, type Cited } from '../../test/a-published-may.js';
import { aPublisher, FIRE, POLICE } from '../../test/a-publisher.js';
import { assigned, citationRecorded, withdrawn } from '../../test/activity.builder.js';
import { movedPeople, type ShareChange } from '../domain/snapshot/share-change.js';

let mart: Mart;
let utilizers: Cited[];
let others: Cited[];
let city: ReturnType<typeof aPublisher>;
beforeAll(async () => {
  ({ mart, utilizers, others } = await aMartOfMay());
  city = aPublisher(mart);
});
afterAll(() => mart.close());

const question = { scopes: [FIRE, POLICE], monthKey: 202405, asOf: '2024-06-01' };

/** What is known before and after something happens, and who gives something else since. */
async function around(happens: () => Promise<unknown>) {
  const { figures, changes } = city;
  const { manager: tx } = mart.dataSource;
  const then = await figures.figures(question, tx);
  await happens();
  await mart.recountAll();
  const now = await figures.figures(question, tx);
  const known = { ...question, knowledgeAt: now.knowledgeAt };
  const found = await changes.since(then.knowledgeAt, known, tx);
  const people = [...new Set(found.flatMap(({ giver, id }) => (giver === 'person' ? [id] : [])))];
  const causes = await changes.causes(people, then.knowledgeAt, now.knowledgeAt, tx);
  return { then, now, found, causes };
}

const text = (changes: readonly ShareChange[]) =>
  changes.map(({ giver, was, is }) => `${giver} ${shareText(was)} → ${shareText(is)}`).sort();
const shareText = ({ records, episodes, isUtilizer }: ShareChange['was']) =>
  `${records}/${episodes}${isUtilizer ? '!' : ''}`;

describe('who gives something else to a month', () => {
  it('is nobody where nothing of the month changed', async () => {
    const { found } = await around(() =>
      mart.handle(citationRecorded({ recordKey: 'police/rms/other', localDate: '2024-04-01' })),
    );
    expect(found).toEqual([]);
  });

  it('is both of two people who were one, for a link', async () => {
    const [ana] = utilizers;
    const { found, causes } = await around(() => unLink(mart, ana!, ana!.keys.slice(0, 1)));
    expect(text(found)).toEqual(['person 0/0 → 1/1', 'person 1/1! → 0/0']);
    expect(new Set(causes.values())).toEqual(new Set(['link']));
  });

  it('is a high utilizer no more whose older record was voided, for a correction', async () => {
    const [, ben] = utilizers;
    const { found, causes } = await around(() =>
      mart.handle(withdrawn(ben!.keys.at(-1)!, 2, 'voided')),
    );
    expect(text(found)).toEqual(['person 1/1! → 1/1']);
    expect(causes).toEqual(new Map([[ben!.personId, 'correction']]));
  });

  it('is whose record is dated otherwise, for a correction', async () => {
    const [cid] = others;
    const corrected = { recordKey: cid!.keys[0]!, recordVersion: 2, localDate: '2024-04-10' };
    const { found, causes } = await around(() => mart.handle(citationRecorded(corrected)));
    expect(text(found)).toEqual(['person 1/1 → 0/0']);
    expect(causes).toEqual(new Map([[cid!.personId, 'correction']]));
  });

  it('is whose record came late', async () => {
    const { found, causes } = await around(() => aCitedPerson(mart));
    expect(text(found)).toEqual(['person 0/0 → 1/1']);
    expect([...causes.values()]).toEqual(['late']);
  });

  it('is somebody unknown, until the record is linked', async () => {
    const recordKey = 'police/rms/of-nobody';
    const came = await around(() =>
      mart.handle(citationRecorded({ recordKey, localDate: '2024-05-11' })),
    );
    expect(text(came.found)).toEqual(['unlinked 0/0 → 1/1']);
    const linked = await around(() => mart.handle(assigned(recordKey, randomUUID())));
    expect(text(linked.found)).toEqual(['person 0/0 → 1/1', 'unlinked 1/1 → 0/0']);
    expect([...linked.causes.values()]).toEqual(['link']);
  });

  it('is not whose record was erased: the rows that are left do not tell', async () => {
    const [, dan] = others;
    const { then, now, found } = await around(() =>
      mart.handle(withdrawn(dan!.keys[0]!, 2, 'sealed')),
    );
    expect(found).toEqual([]);
    const value = ({ total }: typeof then) => total.counts.records.value;
    expect(value(now)).toBe(value(then) - 1);
  });

  it('adds up to the difference of the figures, whatever happens at once', async () => {
    const { then, now, found } = await around(async () => {
      await unLink(mart, utilizers[2]!, utilizers[2]!.keys);
      await unLink(mart, utilizers[3]!, utilizers[3]!.keys.slice(1));
      await mart.handle(withdrawn(others[3]!.keys[0]!, 2, 'voided'));
      await aCitedPerson(mart);
    });
    const differs = (measure: 'records' | 'contactEpisodes' | 'persons' | 'highUtilizers') =>
      now.total.counts[measure].value - then.total.counts[measure].value;
    const given = (of: (share: ShareChange['was']) => number) =>
      found.reduce((sum, { was, is }) => sum + of(is) - of(was), 0);
    const moved = (measure: 'persons' | 'highUtilizers') =>
      movedPeople(found, measure).reduce((sum, { way }) => sum + (way === 'in' ? 1 : -1), 0);
    expect(differs('records')).toBe(given(({ records }) => records));
    expect(differs('contactEpisodes')).toBe(given(({ episodes }) => episodes));
    expect(differs('persons')).toBe(moved('persons'));
    expect(differs('highUtilizers')).toBe(moved('highUtilizers'));
    expect(found.length).toBeGreaterThan(4);
  });
});
