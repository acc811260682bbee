import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  CareTeamChangedV1,
  CaseClosedV1,
  CaseEnrolledV1,
  CaseProposedV1,
  CustodyChangedV1,
  IncidentRecordedV1,
  PersonMergedV1,
  PersonSplitV1,
  RecordWithdrawnV1,
  ReferralAcceptedV1,
  ReferralCompletedV1,
  type CaseV1,
  type ReferralV1,
} from '@continuum/contracts';
import type { Batch, Outcome } from '@continuum/messaging';
import { anEvent } from '@continuum/testing';
import { randomUUID } from 'node:crypto';
import {
  ana,
  anAssignment,
  assign,
  decided,
  encounter,
  published,
  relate,
  settle,
  treatment,
} from '../../test/a-city.js';
import { aConsentService, type ConsentService } from '../../test/a-consent-service.js';
import { CareTeamChangedHandler } from './care-team-changed.handler.js';
import { CaseHandler } from './case.handler.js';
import { CustodyChangedHandler } from './custody-changed.handler.js';
import { IncidentRecordedHandler } from './incident-recorded.handler.js';
import { PersonMergedHandler } from './person-merged.handler.js';
import { PersonSplitHandler } from './person-split.handler.js';
import { RecordWithdrawnHandler } from './record-withdrawn.handler.js';
import { ReferralHandler } from './referral.handler.js';

const caseId = '018e0000-0000-7000-8000-00000000000c';
const referralId = '018e0000-0000-7000-8000-00000000000f';
const other = '018e0000-0000-7000-8000-000000000099';
let service: ConsentService;
beforeAll(async () => {
  service = await aConsentService();
  await settle(service);
});
afterAll(() => service.close());
beforeEach(() =>
  service.dataSource.query('DELETE FROM outbox; DELETE FROM relation; DELETE FROM roster_entry'),
);

interface Handler<E> {
  handle(events: E[], batch: Batch): Promise<Outcome[]>;
}
const deliver = <E>(type: new (...parts: never[]) => Handler<E>, ...events: E[]) =>
  service.dataSource.transaction((tx) => service.app.get<Handler<E>>(type).handle(events, { tx }));

const epochOf = async (name: string) => {
  const [row] = await service.dataSource.query<{ value: string }[]>(
    'SELECT value FROM epoch WHERE name = $1',
    [name],
  );
  return Number(row?.value ?? 0);
};
const relations = () =>
  service.dataSource.query<{ valid_until: Date | null }[]>(
    'SELECT kind, user_id, team_id, team_role, valid_until FROM relation ORDER BY relation_id',
  );
const outcomeFor = async (user: string, request: object = {}) =>
  (await decided(service, user, request)).outcome;

const care = {
  version: 1,
  at: '2026-03-02T17:00:00.000Z',
  localDate: '2026-03-02',
  personRef: { personId: ana },
  actorRole: 'coordinator',
  department: 'home',
};
const aCase = (definition: typeof CaseProposedV1, changes: Partial<CaseV1['data']>) =>
  anEvent(definition, {
    ...care,
    caseId,
    programme: 'justice-lab',
    status: 'proposed',
    origin: 'hfu',
    ...changes,
  });
const custody = (changes: object = {}) =>
  anEvent(CustodyChangedV1, {
    recordKey: encounter,
    recordVersion: 1,
    state: 'in_custody',
    facility: 'city-jail',
    admittedAt: '2026-03-02T09:00:00.000Z',
    projectedReleaseAt: null,
    endedAt: null,
    releaseReason: null,
    isBackload: false,
    ...changes,
  });

describe('an assignment', () => {
  it('moves the epoch of the person it leaves and of the one it comes to', async () => {
    const key = `${encounter}-moves`;
    await assign(service, anAssignment(key));
    const before = [await epochOf(`consent:${ana}`), await epochOf(`consent:${other}`)];
    await assign(service, anAssignment(key, { linkVersion: 2, personId: other }));
    expect([await epochOf(`consent:${ana}`), await epochOf(`consent:${other}`)]).toEqual(
      before.map((epoch) => epoch + 1),
    );
  });

  it('changes nothing when it comes again or too late', async () => {
    const key = `${encounter}-again`;
    const [first, second] = [
      anAssignment(key),
      anAssignment(key, { linkVersion: 2, personId: other }),
    ];
    await assign(service, second);
    const before = await epochOf(`consent:${other}`);
    await assign(service, second, first);
    await assign(service, first);
    expect(await epochOf(`consent:${other}`)).toBe(before);
    const [row] = await service.dataSource.query<{ person_id: string }[]>(
      'SELECT person_id FROM record_fact WHERE record_key = $1',
      [key],
    );
    expect(row?.person_id).toBe(other);
  });

  it('takes the relations on the record along', async () => {
    const key = `${encounter}-related`;
    await assign(service, anAssignment(key));
    await relate(service, 'nora', { recordKey: key });
    const before = await epochOf('relation:nora');
    await assign(service, anAssignment(key, { linkVersion: 2, personId: other }));
    expect(await epochOf('relation:nora')).toBe(before + 1);
    expect(await published(service, 'relation.changed.v1')).toHaveLength(2);
  });

  it('keeps up when ten thousand come in batches', async () => {
    const events = Array.from({ length: 10_000 }, (_, nth) =>
      anAssignment(`${encounter}-fast-${nth}`, { personId: randomUUID() }),
    );
    const began = performance.now();
    for (let at = 0; at < events.length; at += 500)
      await assign(service, ...events.slice(at, at + 500));
    const perSecond = events.length / ((performance.now() - began) / 1000);
    expect(perSecond).toBeGreaterThan(2_500);
  });
});

describe('a withdrawn record', () => {
  it('is shown no more, however late its link comes', async () => {
    const key = `${encounter}-gone`;
    const gone = {
      recordKey: key,
      recordVersion: 2,
      kind: 'health_encounter',
      reason: 'sealed',
    } as const;
    await deliver(RecordWithdrawnHandler, anEvent(RecordWithdrawnV1, gone));
    await assign(service, anAssignment(key, { recordVersion: 1 }));
    await relate(service, 'nora');
    const { sources } = await decided(service, 'nora');
    expect(sources.map(({ recordKey }) => recordKey)).not.toContain(key);

    await assign(service, anAssignment(key, { recordVersion: 3, linkVersion: 2 }));
    expect((await decided(service, 'nora')).sources.map(({ recordKey }) => recordKey)).toContain(
      key,
    );
  });
});

describe('persons that merge and split', () => {
  it('answer under either id while merged, and apart again afterwards', async () => {
    const absorbed = randomUUID();
    await relate(service, 'nora');
    const merged = anEvent(PersonMergedV1, {
      absorbed: { personId: absorbed, personVersion: 2 },
      survivor: { personId: ana, personVersion: 2 },
      cause: 'changed-record',
      step: 1,
    });
    await deliver(PersonMergedHandler, merged);
    await deliver(PersonMergedHandler, merged);
    expect(await outcomeFor('nora', { persons: [absorbed] })).toBe('PERMIT');

    const part = { personId: absorbed, personVersion: 3, reinstated: true, recordCount: 1 };
    await deliver(
      PersonSplitHandler,
      anEvent(PersonSplitV1, {
        personId: ana,
        personVersion: 3,
        parts: [part],
        cause: 'judgement',
        step: 2,
      }),
    );
    expect(await outcomeFor('nora', { persons: [absorbed] })).toBe('DENY');
  });
});

describe('custody', () => {
  it("makes the jail's clinical team treat whoever is in, until the end", async () => {
    expect(await outcomeFor('cara')).toBe('DENY');
    await deliver(CustodyChangedHandler, custody());
    const { decisionId, outcome } = await decided(service, 'cara');
    expect(outcome).toBe('PERMIT');
    expect(await published(service, 'disclosure.recorded.v1')).toEqual([
      expect.objectContaining({
        decisionId,
        recipientDepartment: 'cmh',
        datasets: ['enc'],
        kind: 'tpo',
      }),
    ]);
    expect(await published(service, 'relation.changed.v1')).toEqual([
      expect.objectContaining({ userId: 'cara', kind: 'in-custody-patient', to: null }),
    ]);

    await deliver(
      CustodyChangedHandler,
      custody({ recordVersion: 2, state: 'released', endedAt: '2026-03-02T17:30:00.000Z' }),
    );
    await deliver(CustodyChangedHandler, custody());
    expect(await outcomeFor('cara')).toBe('DENY');
  });
});

describe('a case', () => {
  it('relates its coordinators and team, is a record itself, and ends what hangs on it', async () => {
    await deliver(CaseHandler, aCase(CaseProposedV1, {}));
    await deliver(
      CareTeamChangedHandler,
      anEvent(CareTeamChangedV1, {
        ...care,
        version: 2,
        caseId,
        userId: 'hana',
        role: 'lead',
        informationClasses: [],
        from: care.at,
      }),
    );
    const homelessEvidence = { on: '2025-12-01', source: 'hmis' };
    await deliver(
      CaseHandler,
      aCase(CaseEnrolledV1, { version: 3, status: 'enrolled', homelessEvidence }),
    );
    expect(await relations()).toEqual([
      { kind: 'caseload', user_id: 'hana', team_id: null, team_role: null, valid_until: null },
      {
        kind: 'coordinator',
        user_id: null,
        team_id: 'mdt',
        team_role: 'coordinator',
        valid_until: null,
      },
      { kind: 'roster', user_id: null, team_id: 'mdt', team_role: null, valid_until: null },
    ]);
    expect(
      await service.dataSource.query(
        'SELECT homeless_evidence_on::text AS on, closed_at FROM roster_entry',
      ),
    ).toEqual([{ on: '2025-12-01', closed_at: null }]);
    const [record] = await service.dataSource.query(
      'SELECT * FROM record_fact WHERE record_key = $1',
      [`mdt/${caseId}`],
    );
    expect(record).toMatchObject({ dataset: 'mdt', department: 'home', person_id: ana });

    await deliver(CaseHandler, aCase(CaseClosedV1, { version: 4, status: 'closed' }));
    const ended = await relations();
    expect(ended.every(({ valid_until }) => valid_until)).toBe(true);
  });
});

describe('a referral', () => {
  it('relates its receiver until it ends', async () => {
    const data: ReferralV1['data'] = {
      ...care,
      referralId,
      rule: 'R10',
      from: 'sent',
      to: 'accepted',
      serviceId: 'svc-bridge-shelter',
      needCategory: 'shelter',
      urgency: 'routine',
      door: 'mdt',
      chainId: referralId,
      minutesInState: 0,
      businessMinutes: 0,
      holdMinutes: 0,
      receiverUserId: 'pax',
    };
    await deliver(ReferralHandler, anEvent(ReferralAcceptedV1, data));
    expect(await relations()).toMatchObject([
      { kind: 'receiver', user_id: 'pax', valid_until: null },
    ]);
    await deliver(
      ReferralHandler,
      anEvent(ReferralCompletedV1, { ...data, version: 2, from: 'in_service', to: 'completed' }),
    );
    expect(await relations()).toMatchObject([{ user_id: 'pax', valid_until: new Date(care.at) }]);
  });
});

describe('an incident', () => {
  const incident = (changes: object = {}, version = 1) =>
    anEvent(IncidentRecordedV1, {
      recordKey: 'dispatch/cad/I-1',
      recordVersion: version,
      body: {
        incidentNo: '26-0001',
        openedAt: care.at,
        type: 'welfare',
        units: [{ unitId: 'E1', userIds: ['omar'], assignedAt: care.at }],
        ...changes,
      },
    } as never);
  const attach = (user: string) =>
    service.ask('/v1/incidents/26-0001/persons', { user, body: { personId: ana } });

  it('lets whoever was sent attach a person, until it is closed', async () => {
    await deliver(IncidentRecordedHandler, incident());
    expect((await attach('finn')).status).toBe(403);
    expect((await attach('omar')).status).toBe(204);
    expect(await relations()).toHaveLength(2);

    await deliver(IncidentRecordedHandler, incident({ closedAt: '2026-03-02T17:50:00.000Z' }, 2));
    expect(await relations()).toMatchObject([
      { valid_until: new Date('2026-03-02T17:50:00.000Z') },
      { valid_until: new Date('2026-03-02T17:50:00.000Z') },
    ]);
    expect((await attach('omar')).status).toBe(403);
  });
});

describe('a relation that a department tells', () => {
  it.each([
    ["on another department's record", { recordKey: treatment }, 403],
    ['for more than ninety days', { until: '2026-06-01T00:00:00Z' }, 422],
    ['that ends before it begins', { until: '2026-02-01T00:00:00Z' }, 422],
    ['for a user nobody knows', { userId: 'nobody' }, 422],
    ['of its own record', {}, 201],
  ])('%s', async (_, changes, status) => {
    expect((await relate(service, 'nora', changes)).status).toBe(status);
  });
});
