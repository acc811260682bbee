import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  PersonMergedV1,
  PersonSplitV1,
  type ReaderNoticeView,
  type WrongViewReport,
} from '@continuum/contracts';
import { anEvent, until } from '@continuum/testing';
import {
  ana,
  anAssignment,
  assign,
  decided,
  encounter,
  relate,
  settle,
} from '../../test/a-city.js';
import { aConsentService, type ConsentService } from '../../test/a-consent-service.js';
import { PersonMergedHandler } from './person-merged.handler.js';
import { PersonSplitHandler } from './person-split.handler.js';

const ava = '018e0000-0000-7000-8000-0000000000a2';
const AVAS = 'hlth/ehr/ava';

let service: ConsentService;
beforeAll(async () => {
  service = await aConsentService();
  await settle(service);
  await assign(service, anAssignment(AVAS, { personId: ava }));
});
afterAll(() => service.close());

const wronglyLinked = async (version: number) => {
  await assign(service, anAssignment(AVAS, { personId: ana, linkVersion: version }));
  const merged = anEvent(PersonMergedV1, {
    absorbed: { personId: ava, personVersion: version },
    survivor: { personId: ana, personVersion: version },
    cause: 'changed-record',
    step: version,
  });
  await service.dataSource.transaction((tx) =>
    service.app.get(PersonMergedHandler).handle([merged], { tx }),
  );
};
const unlinked = async (version: number) => {
  const parts = [
    { personId: ana, personVersion: version, reinstated: false, recordCount: 2 },
    { personId: ava, personVersion: version, reinstated: true, recordCount: 1 },
  ];
  const split = anEvent(PersonSplitV1, {
    ...{ personId: ana, personVersion: version, parts, step: version },
    cause: 'judgement',
  });
  await service.dataSource.transaction((tx) =>
    service.app.get(PersonSplitHandler).handle([split], { tx }),
  );
  await assign(service, anAssignment(AVAS, { personId: ava, linkVersion: version }));
};
const report = async (personId: string, user = 'gus') => {
  const answer = await service.ask(`/v1/reports/wrong-views/${personId}`, { user });
  return answer.ok ? ((await answer.json()) as WrongViewReport).readers : answer.status;
};
const noticesOf = async (user: string) => {
  const answer = await service.ask('/v1/notices', { user });
  return ((await answer.json()) as { items: ReaderNoticeView[] }).items;
};
const later = () => service.clock.advance(120_000);

describe('records that were wrongly one person’s', () => {
  let wrongly: string;

  it('have readers, who are found under either person by the privacy officer alone', async () => {
    await decided(service, 'nora');
    later();
    await wronglyLinked(2);
    later();
    await relate(service, 'nora', { recordKey: encounter });
    wrongly = (await decided(service, 'nora')).decisionId;
    await service.ask(`/v1/decisions/${wrongly}/release`, { method: 'POST', user: 'nora' });
    await decided(service, 'hana');
    expect(await report(ana)).toEqual([]);

    later();
    await unlinked(3);
    later();
    await decided(service, 'nora');
    const readers = [
      {
        decisionId: wrongly,
        ...{ userId: 'nora', department: 'hlth', role: 'nurse' },
        ...{ purpose: 'TREAT', action: 'read', recipient: null },
        decidedAt: '2026-03-02T18:04:00.000Z',
        releasedAt: '2026-03-02T18:04:00.000Z',
        personId: ana,
        recordKeys: [AVAS],
        datasets: ['enc'],
        elements: ['enc.diagnosis'],
      },
    ];
    expect(await report(ana)).toEqual(readers);
    expect(await report(ava)).toEqual(readers);
    expect(await report(ana, 'nora')).toBe(404);
    expect(await report(ana, 'hana')).toBe(404);
  });

  it('are looked at under an audit entry', async () => {
    const [{ n } = { n: 0 }] = await service.dataSource.query<{ n: number }[]>(
      `SELECT count(*)::int AS n FROM audit_entry
        WHERE entry ->> 'action' = 'list-wrong-views' AND entry -> 'actor' ->> 'user' = 'gus'`,
    );
    expect(n).toBeGreaterThan(0);
  });

  it('are a notice to each reader, who takes note of it', async () => {
    await until(async () => (await noticesOf('nora')).length > 0);
    const [notice] = await noticesOf('nora');
    expect(notice).toMatchObject({ decisionId: wrongly, personId: ana, datasets: ['enc'] });
    expect(JSON.stringify(notice)).not.toContain(AVAS);
    expect(await noticesOf('hana')).toEqual([]);

    const acknowledge = (user: string) =>
      service.ask(`/v1/notices/${wrongly}/acknowledgement`, { method: 'POST', user });
    expect((await acknowledge('hana')).status).toBe(404);
    expect((await acknowledge('nora')).status).toBe(204);
    expect(await noticesOf('nora')).toMatchObject([{ acknowledgedAt: expect.any(String) }]);
  });

  it('have none any more when they are one person’s again, and the notice is taken back', async () => {
    await wronglyLinked(4);
    later();
    expect(await report(ana)).toEqual([]);
    expect(await report(ava)).toEqual([]);
    await until(async () => (await noticesOf('nora')).every(({ withdrawnAt }) => withdrawnAt));
  });
});
