import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  aMartOfMay,
  aCitedPerson,
  declareMay,
  unLink,
  type Cited,
} from '../../test/a-published-may.js';
import type { Mart } from '../../test/a-mart.js';
import { aPublisher, FIRE, POLICE } from '../../test/a-publisher.js';
import { withdrawn } from '../../test/activity.builder.js';
import type { MonthlyMeasure } from '../domain/measure.js';
import type { Snapshot } from '../domain/snapshot/snapshot.js';

let mart: Mart;
let utilizers: Cited[];
let others: Cited[];
let city: ReturnType<typeof aPublisher>;
beforeAll(async () => {
  ({ mart, utilizers, others } = await aMartOfMay());
  city = aPublisher(mart);
});
afterAll(() => mart.close());

const DAY_MS = 86_400_000;
const counts = ({ content }: Snapshot) =>
  Object.fromEntries(
    Object.entries(content.figures.total.counts).map(([measure, { value }]) => [measure, value]),
  );
const shown = ({ content }: Snapshot, measure: MonthlyMeasure) =>
  content.rows.map(({ cells: { [measure]: cell } }) =>
    cell.state === 'hidden' ? 's' : `${cell.value}${cell.isKept ? ' kept' : ''}`,
  );
/** A day later, and once more. */
async function theNextDay(): Promise<Snapshot[]> {
  mart.clock.set(new Date(+mart.clock.now() + DAY_MS).toISOString());
  await city.publisher.turn();
  return city.revisions('2024-05');
}
const voided = (people: readonly Cited[]) =>
  mart.handle(...people.map(({ keys }) => withdrawn(keys[0]!, 2, 'voided')));

describe('a month that is over', () => {
  it('is not published before every feed has told that its data reach that far, nor asked for again', async () => {
    await city.publisher.turn();
    await city.publisher.turn();
    expect(await city.revisions('2024-05')).toEqual([]);
    expect(city.decisions.asked).toBe(1);
  });

  it('is not published while somebody is still to be counted', async () => {
    await declareMay(mart);
    await mart.query('INSERT INTO work.dirty_person (person_id) VALUES (gen_random_uuid())');
    await city.publisher.turn();
    expect(await city.revisions('2024-05')).toEqual([]);
    await mart.recountAll();
  });

  it('is not published for whom no decision lets count', async () => {
    city.decisions.scopes = undefined;
    await city.publisher.turn();
    expect(await city.revisions('2024-05')).toEqual([]);
    city.decisions.scopes = [FIRE, POLICE];
  });

  it('is published, and told without a count', async () => {
    const [first, ...more] = await theNextDay();
    expect(more).toEqual([]);
    expect(first).toMatchObject({ revision: 1, supersedes: null, cause: null });
    expect(first?.content).toMatchObject({
      asOf: '2024-06-01',
      isProvisional: false,
      scopes: [FIRE, POLICE],
    });
    const all = { records: 55, contactEpisodes: 40, persons: 55, highUtilizers: 15 };
    expect(counts(first!)).toEqual(all);
    expect(shown(first!, 'persons')).toEqual(['15', '40', '55']);
    expect(await city.told()).toEqual([
      {
        type: 'report.snapshot-published.v1',
        data: {
          snapshotId: first?.snapshotId,
          measure: 'report.monthly',
          definitionVersion: 1,
          asOf: '2024-06-01',
          knowledgeAt: first?.content.knowledgeAt,
        },
      },
    ]);
  });

  it('is published once, and compared again only when more is known', async () => {
    await city.publisher.turn();
    const { asked } = city.decisions;
    expect(await theNextDay()).toHaveLength(1);
    expect(city.decisions.asked).toBe(asked);
    const [{ digest }] = (await mart.query<{ digest: string }>(
      'SELECT digest FROM work.snapshot',
    )) as [{ digest: string }];
    expect(digest).toMatch(/^[0-9a-f]{64}$/);
    await expect(mart.query('UPDATE work.snapshot SET revision = 2')).rejects.toThrow(
      'never changed',
    );
  });
});

describe('a published month', () => {
  it('is restated after a split, and tells it of nobody', async () => {
    await unLink(mart, utilizers[0]!, utilizers[0]!.keys.slice(0, 1));
    const [first, second, ...more] = await theNextDay();
    expect(more).toEqual([]);
    expect(second).toMatchObject({ revision: 2, supersedes: first?.snapshotId, cause: 'link' });
    expect(counts(first!)).toMatchObject({ persons: 55, highUtilizers: 15 });
    expect(counts(second!)).toMatchObject({ records: 55, persons: 55, highUtilizers: 14 });
    expect(shown(second!, 'highUtilizers')).toEqual(['0', '15 kept', '15 kept']);
    expect(
      (await city.told()).slice(-2).map(({ type, data }) => [type, data['snapshotId']]),
    ).toEqual([
      ['report.snapshot-published.v1', second?.snapshotId],
      ['report.restated.v1', second?.snapshotId],
    ]);
    expect((await city.told()).at(-1)?.data).toEqual({
      snapshotId: second?.snapshotId,
      supersedes: first?.snapshotId,
      cause: 'link',
    });
  });

  it('tells what many changed: records that were voided, people who are gone', async () => {
    await voided(others.slice(0, 12));
    await mart.recountAll();
    const third = (await theNextDay()).at(-1)!;
    expect(third).toMatchObject({ revision: 3, cause: 'correction' });
    expect(counts(third)).toMatchObject({ records: 43, contactEpisodes: 28, persons: 43 });
    expect(shown(third, 'persons')).toEqual(['15', '30', '45']);
    expect(third.content.people).toEqual([
      {
        ...{ column: 'persons', cause: 'correction' },
        in: { value: 0, state: 'shown' },
        out: { value: 10, state: 'shown' },
      },
    ]);
  });

  it('adds up what each time was too little to tell', async () => {
    for (let nth = 0; nth < 6; nth += 1) await aCitedPerson(mart);
    await mart.recountAll();
    const fourth = (await theNextDay()).at(-1)!;
    expect(fourth.cause).toBe('late');
    expect(shown(fourth, 'persons')).toEqual(['15', '30 kept', '45 kept']);
    for (let nth = 0; nth < 6; nth += 1) await aCitedPerson(mart);
    await mart.recountAll();
    const fifth = (await theNextDay()).at(-1)!;
    expect(shown(fifth, 'persons')).toEqual(['15', '40', '55']);
    expect(fifth.content.people.map((moved) => moved.in.state)).toEqual(['hidden']);
  });

  it('is restated for relief, and what was published before stays', async () => {
    const before = await city.revisions('2024-05');
    await mart.handle(...others.slice(12, 24).map(({ keys }) => withdrawn(keys[0]!, 2, 'sealed')));
    await mart.recountAll();
    const after = await theNextDay();
    expect(after.slice(0, -1)).toEqual(before);
    expect(after.at(-1)).toMatchObject({ cause: 'relief' });
    expect(counts(after.at(-1)!)).toMatchObject({ persons: 43 });
    expect(shown(after.at(-1)!, 'persons')).toEqual(['15', '30', '45']);
  });

  it('stays as it is while it may not be counted any more', async () => {
    const before = await city.revisions('2024-05');
    await voided(others.slice(24));
    await mart.recountAll();
    city.decisions.scopes = [POLICE];
    expect(await theNextDay()).toHaveLength(before.length);
    const { asked } = city.decisions;
    await city.publisher.turn();
    expect(city.decisions.asked).toBe(asked);
  });
});

describe('a snapshot that is counted once more', () => {
  const outcomes = async (of: ReturnType<typeof aPublisher>) => {
    const revisions = await of.revisions('2024-05');
    const found: string[] = [];
    for (const snapshot of revisions) found.push(await of.reproduction.outcome(snapshot));
    return found;
  };

  it('is the same to the byte, whatever came since, until rows of it are erased', async () => {
    const may = await aMartOfMay();
    const publishing = aPublisher(may.mart);
    const turn = async (at: string) => {
      may.mart.clock.set(at);
      await publishing.publisher.turn();
    };
    await declareMay(may.mart);
    await turn('2024-06-11T03:00:00Z');
    await unLink(may.mart, may.utilizers[0]!, may.utilizers[0]!.keys.slice(0, 1));
    await turn('2024-06-12T03:00:00Z');
    for (let nth = 0; nth < 12; nth += 1) await aCitedPerson(may.mart);
    await may.mart.recountAll();
    expect(await outcomes(publishing)).toEqual(['same', 'same']);
    await turn('2024-06-13T03:00:00Z');
    expect(await outcomes(publishing)).toEqual(['same', 'same', 'same']);

    await may.mart.handle(withdrawn(may.others[0]!.keys[0]!, 2, 'sealed'));
    await may.mart.recountAll();
    expect(await outcomes(publishing)).toEqual(['rows_erased', 'rows_erased', 'rows_erased']);
    await may.mart.close();
  });
});
