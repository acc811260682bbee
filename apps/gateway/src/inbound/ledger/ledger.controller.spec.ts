import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { ReaderNoticeView, WrongViewReader, WrongViewReport } from '@continuum/contracts';
import { aGateway } from '../../../test/a-gateway.js';
import { ana } from '../../../test/decision.builder.js';

let gateway: Awaited<ReturnType<typeof aGateway>>;
beforeAll(async () => void (gateway = await aGateway()));
afterAll(() => gateway.close());
beforeEach(() => void (gateway.city.calls.length = 0));

const headers = { 'continuum-purpose': 'OVERSIGHT' };

describe('who read what was wrongly one person’s', () => {
  const path = `/v1/reports/wrong-views/${ana}`;
  const reader: WrongViewReader = {
    decisionId: ana,
    userId: 'hana',
    department: 'homeless-services',
    role: 'case-manager',
    purpose: 'CARE_COORD',
    action: 'read',
    decidedAt: '2026-03-02T18:00:00.000Z',
    releasedAt: '2026-03-02T18:00:01.000Z',
    recipient: null,
    personId: ana,
    recordKeys: ['homeless-services/hmis/E-1'],
    datasets: ['stay'],
    elements: ['stay.name'],
  };
  const report: WrongViewReport = { personId: ana, readers: [reader] };

  it('is told by the ledger, to the user who asks', async () => {
    gateway.city.on = { [`GET ${path}`]: () => [200, report] };
    const answer = await gateway.ask(path, { user: 'gus', headers });
    expect(await answer.json()).toEqual(report);
    expect(gateway.city.calls[0]?.headers).toMatchObject({
      'continuum-purpose': 'OVERSIGHT',
      'continuum-user-token': expect.any(String),
    });
  });

  it('is nothing for whom the ledger says nothing, nor without a purpose', async () => {
    gateway.city.on = {};
    expect((await gateway.ask(path, { headers })).status).toBe(404);
    expect((await gateway.ask(path)).status).toBe(400);
  });
});

describe('a notice to a reader', () => {
  const notice: ReaderNoticeView = {
    decisionId: ana,
    personId: ana,
    datasets: ['stay'],
    decidedAt: '2026-03-02T18:00:00.000Z',
    raisedAt: '2026-03-03T09:00:00.000Z',
    acknowledgedAt: null,
    withdrawnAt: null,
  };

  it('is listed and taken note of by the reader', async () => {
    gateway.city.on = {
      'GET /v1/notices': () => [200, { items: [notice] }],
      [`POST /v1/notices/${ana}/acknowledgement`]: () => [204],
    };
    const listed = await gateway.ask('/v1/notices', { headers });
    expect(await listed.json()).toEqual({ items: [notice] });
    const path = `/v1/notices/${ana}/acknowledgement`;
    expect((await gateway.ask(path, { method: 'POST', headers })).status).toBe(204);
  });
});
