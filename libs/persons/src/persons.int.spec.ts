import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  PersonMergedV1,
  PersonSplitV1,
  RecordAssignedV1,
  type RecordAssigned,
} from '@continuum/contracts';
import { aDatabase, anEvent, type TestDatabase } from '@continuum/testing';
import {
  applyAssignments,
  applyMerges,
  applySplits,
  personsMigrations,
  personsOfRecords,
  resolvePersons,
} from './index.js';

const [ana, ava, ada] = [
  'a0000000-0000-4000-8000-000000000001',
  'a0000000-0000-4000-8000-000000000002',
  'a0000000-0000-4000-8000-000000000003',
] as const;

let db: TestDatabase;
beforeAll(async () => {
  db = await aDatabase(personsMigrations);
});
beforeEach(() => db.dataSource.query('TRUNCATE record_person, person_alias'));
afterAll(() => db.drop());

function assigned(overrides: Partial<RecordAssigned> = {}, labels: string[] = ['LOCAL_CH']) {
  const data: RecordAssigned = {
    recordKey: 'police/jail/1',
    recordVersion: 1,
    dataset: 'book',
    linkVersion: 1,
    personId: ana,
    previousPersonId: null,
    confidence: 'confirmed',
    cause: 'new-record',
    modelId: 'm',
    epochId: 'e',
    step: 1,
    ...overrides,
  };
  return anEvent(RecordAssignedV1, data, { labels });
}
const apply = (...events: ReturnType<typeof assigned>[]) =>
  db.dataSource.transaction((tx) => applyAssignments(tx, events));

describe('keeping whose record it is', () => {
  it('says which records moved, from whom to whom', async () => {
    expect(await apply(assigned())).toEqual([
      {
        recordKey: 'police/jail/1',
        personId: ana,
        previousPersonId: null,
        confidence: 'confirmed',
      },
    ]);
    expect(await apply(assigned({ linkVersion: 2, personId: ava }))).toMatchObject([
      { personId: ava, previousPersonId: ana },
    ]);
  });

  it('changes nothing for an older or repeated version', async () => {
    await apply(assigned({ linkVersion: 3 }));
    expect(await apply(assigned({ linkVersion: 2, personId: ava }))).toEqual([]);
    expect(await apply(assigned({ linkVersion: 3, personId: ava }))).toEqual([]);
  });

  it('takes the newest of several in one batch, in any order', async () => {
    await apply(assigned({ linkVersion: 2, personId: ava }), assigned());
    const rows = await db.dataSource.query('SELECT person_id, link_version FROM record_person');
    expect(rows).toEqual([{ person_id: ava, link_version: 2 }]);
  });

  it('keeps new labels without calling it a move', async () => {
    await apply(assigned());
    expect(await apply(assigned({ linkVersion: 2 }, ['LOCAL_CH', 'SEALED']))).toEqual([]);
    const rows = await db.dataSource.query('SELECT labels FROM record_person');
    expect(rows).toEqual([{ labels: ['LOCAL_CH', 'SEALED'] }]);
  });

  it('forgets the person of a withdrawn record', async () => {
    await apply(assigned());
    expect(
      await apply(assigned({ linkVersion: 2, personId: null, cause: 'withdrawn' })),
    ).toMatchObject([{ personId: null, previousPersonId: ana }]);
  });
});

describe('whose records are', () => {
  it('is said over confirmed links, by the id that stands for the person today', async () => {
    await apply(
      assigned(),
      assigned({ recordKey: 'police/jail/2', confidence: 'probable' }),
      assigned({ recordKey: 'police/jail/3', personId: null, cause: 'withdrawn' }),
    );
    const merged = anEvent(PersonMergedV1, {
      absorbed: { personId: ana, personVersion: 2 },
      survivor: { personId: ava, personVersion: 2 },
      cause: 'judgement',
      step: 1,
    });
    await applyMerges(db.dataSource.manager, [merged]);
    const keys = [1, 2, 3, 4].map((nth) => `police/jail/${nth}`);
    expect(await personsOfRecords(db.dataSource.manager, keys)).toEqual(
      new Map([['police/jail/1', ava]]),
    );
  });
});

describe('absorbed persons', () => {
  const merged = (from: string, to: string, version = 2) =>
    anEvent(PersonMergedV1, {
      absorbed: { personId: from, personVersion: version },
      survivor: { personId: to, personVersion: 5 },
      cause: 'new-record',
      step: 1,
    });
  const resolve = () => resolvePersons(db.dataSource.manager, [ana, ava, ada]);

  it('lead to their survivor, over several merges', async () => {
    await applyMerges(db.dataSource.manager, [merged(ana, ava), merged(ava, ada)]);
    expect(await resolve()).toEqual(
      new Map([
        [ana, ada],
        [ava, ada],
        [ada, ada],
      ]),
    );
  });

  it('stand for themselves again when a split gives the id back', async () => {
    await applyMerges(db.dataSource.manager, [merged(ana, ava)]);
    const parts = [{ personId: ana, personVersion: 3, reinstated: true, recordCount: 2 }];
    const split = anEvent(PersonSplitV1, {
      personId: ava,
      personVersion: 6,
      parts,
      cause: 'judgement',
      step: 2,
    });
    await applySplits(db.dataSource.manager, [split]);
    expect((await resolve()).get(ana)).toBe(ana);
    await applyMerges(db.dataSource.manager, [merged(ana, ada, 2)]);
    expect((await resolve()).get(ana)).toBe(ana);
  });
});
