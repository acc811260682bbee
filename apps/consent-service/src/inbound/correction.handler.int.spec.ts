import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  CareTeamChangedV1,
  CaseActivatedV1,
  CaseClosedV1,
  CaseEnrolledV1,
  CorrectionRaisedV1,
  CorrectionResolvedV1,
  type CorrectionV1,
} from '@continuum/contracts';
import type { Batch, Outcome } from '@continuum/messaging';
import { anEvent } from '@continuum/testing';
import { ana, settle } from '../../test/a-city.js';
import { aConsentService, type ConsentService } from '../../test/a-consent-service.js';
import { CareTeamChangedHandler } from './care-team-changed.handler.js';
import { CaseHandler } from './case.handler.js';
import { CorrectionHandler } from './correction.handler.js';

const ava = '018e0000-0000-7000-8000-0000000000a2';
const caseId = '018e0000-0000-7000-8000-00000000000c';
const care = {
  version: 1,
  at: '2026-03-02T17:00:00.000Z',
  localDate: '2026-03-02',
  personRef: { personId: ana },
  actorRole: 'C',
  department: 'home',
};

let service: ConsentService;
beforeAll(async () => {
  service = await aConsentService();
  await settle(service);
});
afterAll(() => service.close());
beforeEach(async () => {
  await service.dataSource.query(
    `DELETE FROM relation; DELETE FROM roster_entry; DELETE FROM past_link;
      DELETE FROM record_fact WHERE dataset = 'mdt'`,
  );
  await deliver(CaseHandler, aCase(CaseEnrolledV1, 1, 'enrolled'));
  await deliver(CareTeamChangedHandler, aLead);
});

interface Handler<E> {
  handle(events: E[], batch: Batch): Promise<Outcome[]>;
}
const deliver = <E>(type: new (...parts: never[]) => Handler<E>, ...events: E[]) =>
  service.dataSource.transaction((tx) => service.app.get<Handler<E>>(type).handle(events, { tx }));

const aCase = (
  definition: typeof CaseEnrolledV1,
  version: number,
  status: 'enrolled' | 'active' | 'closed',
) =>
  anEvent(definition, {
    ...care,
    ...{ version, caseId, programme: 'justice-lab', status, origin: 'hfu' },
  });
const aLead = anEvent(CareTeamChangedV1, {
  ...care,
  ...{ caseId, userId: 'hana', role: 'lead', informationClasses: [], from: care.at },
});
const correction = (
  definition: typeof CorrectionRaisedV1,
  thingVersion: number,
  changes: Partial<CorrectionV1['data']> = {},
) =>
  anEvent(definition, {
    ...{ ...care, at: '2026-03-02T17:30:00.000Z', kind: 'person_uncertain', dataset: 'mdt' },
    correctionId: 'd0000000-0000-4000-8000-000000000001',
    ...{ thingId: caseId, thingVersion },
    ...changes,
  });
const inDoubt = () => deliver(CorrectionHandler, correction(CorrectionRaisedV1, 2));
const aboutAva = () =>
  deliver(
    CorrectionHandler,
    correction(CorrectionResolvedV1, 3, { personRef: { personId: ava }, outcome: 'named' }),
  );

const relations = () =>
  service.dataSource.query<{ person_id: string; valid_until: Date | null }[]>(
    'SELECT kind, person_id, valid_until FROM relation ORDER BY relation_id',
  );
const whose = async () => {
  const [row] = await service.dataSource.query<{ record: string; roster: string }[]>(
    `SELECT record.person_id AS record, entry.person_id AS roster
       FROM record_fact record, roster_entry entry
      WHERE record.record_key = $1 AND entry.case_id = $2`,
    [`mdt/${caseId}`, caseId],
  );
  return row;
};
const allOpen = async () => (await relations()).every(({ valid_until }) => valid_until === null);
const noneOpen = async () => (await relations()).every(({ valid_until }) => valid_until !== null);

describe('a case of which nobody can say whose it is', () => {
  it('relates nobody until it is said, and then whoever it is about', async () => {
    expect(await relations()).toHaveLength(3);
    expect(await allOpen()).toBe(true);
    await inDoubt();
    expect(await noneOpen()).toBe(true);

    await aboutAva();
    expect(await allOpen()).toBe(true);
    expect((await relations()).map(({ person_id }) => person_id)).toEqual([ava, ava, ava]);
    expect(await whose()).toEqual({ record: ava, roster: ava });
  });

  it('stays paused whatever else becomes of it', async () => {
    await inDoubt();
    await deliver(CaseHandler, aCase(CaseActivatedV1, 3, 'active'));
    expect(await noneOpen()).toBe(true);
  });

  it('closed meanwhile, relates nobody any more', async () => {
    await inDoubt();
    await deliver(CaseHandler, aCase(CaseClosedV1, 3, 'closed'));
    await deliver(
      CorrectionHandler,
      correction(CorrectionResolvedV1, 4, { personRef: { personId: ava }, outcome: 'named' }),
    );
    expect(await noneOpen()).toBe(true);
    expect((await whose())?.record).toBe(ava);
  });

  it('is not put in doubt again by an older word', async () => {
    await inDoubt();
    await aboutAva();
    await inDoubt();
    expect(await allOpen()).toBe(true);
  });
});

describe('a case that followed its record', () => {
  it('takes along whoever works with it', async () => {
    const moved = { kind: 'person_moved', personRef: { personId: ava } } as const;
    await deliver(
      CorrectionHandler,
      correction(CorrectionRaisedV1, 2, moved),
      correction(CorrectionResolvedV1, 2, { ...moved, version: 2, outcome: 'followed' }),
    );
    expect(await allOpen()).toBe(true);
    expect((await relations()).map(({ person_id }) => person_id)).toEqual([ava, ava, ava]);
  });
});
