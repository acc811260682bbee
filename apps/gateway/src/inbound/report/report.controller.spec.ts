import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { MonthlyReport, ReportSnapshot, Restatement } from '@continuum/contracts';
import { aGateway } from '../../../test/a-gateway.js';
import { aDecision, aSilentDenial, ana, aSource, shows } from '../../../test/decision.builder.js';

let gateway: Awaited<ReturnType<typeof aGateway>>;
beforeAll(async () => void (gateway = await aGateway()));
afterAll(() => gateway.close());

const reporting = { 'continuum-purpose': 'REPORTING' };
const counted = aSource({ recordKey: 'book', personId: null, shown: shows('book.admittedAt') });
const permits = ['police', 'fire'].map((owner) => ({
  owner,
  audience: 'reporting-service',
  permit: `permit-of-${owner}`,
}));

beforeEach(() => {
  gateway.city.calls.length = 0;
  gateway.city.on = {
    'POST /v1/decisions': () => [200, aDecision({ sources: [counted], permits })],
    'GET /v1/reports/monthly': () => [200, aReport],
    [`POST /v1/decisions/${aDecision().decisionId}/release`]: () => [204],
  };
});

const aReport: MonthlyReport = {
  month: '2026-02',
  rows: [],
  provenance: {
    definitions: [],
    asOf: '2026-03-01',
    knowledgeAt: '2026-03-02T18:00:00.000Z',
    dataThrough: null,
    feeds: [],
    isProvisional: true,
    suppression: { profile: 'default', hidesUnder: 11, roundsTo: 1 },
    timeZone: 'America/Los_Angeles',
    scopes: [],
    cautions: [],
  },
};

const monthly = (query: string) =>
  gateway.ask(`/v1/reports/monthly${query}`, { headers: reporting });

describe('the monthly report', () => {
  it('is counted under a decision about datasets, not about people', async () => {
    const report = await monthly('?month=2026-02&provisional=true');
    expect(await report.json()).toEqual(aReport);
    const [decision, made] = gateway.city.calls;
    expect(decision?.body).toMatchObject({ action: 'aggregate', purpose: 'REPORTING' });
    expect(decision?.body).not.toHaveProperty('persons');
    expect(made?.headers['continuum-permit']).toBe('permit-of-police,permit-of-fire');
  });

  it('is not made for somebody who may not count', async () => {
    gateway.city.on['POST /v1/decisions'] = () => [200, aSilentDenial()];
    expect((await monthly('?month=2026-02')).status).toBe(404);
    expect(gateway.city.calls).toHaveLength(1);
  });

  it.each(['', '?month=2026-13', '?month=2026-02&format=xls', '?month=2026-02&person=ana'])(
    'refuses %s',
    async (query) => {
      expect((await monthly(query)).status).toBe(422);
      expect(gateway.city.calls).toEqual([]);
    },
  );
});

describe('published months', () => {
  const first: ReportSnapshot = {
    snapshotId: ana,
    month: '2026-02',
    revision: 1,
    publishedAt: '2026-03-02T18:00:00.000Z',
    asOf: '2026-03-01',
    knowledgeAt: '2026-03-02T17:00:00.000001Z',
    supersedes: null,
    supersededBy: '0190a5b0-0000-7000-8000-00000000005b',
    cause: null,
  };
  const second: ReportSnapshot = {
    ...first,
    snapshotId: '0190a5b0-0000-7000-8000-00000000005b',
    revision: 2,
    supersedes: ana,
    supersededBy: null,
    cause: 'link',
  };
  const restatement: Restatement = {
    ...{ month: '2026-02', cause: 'link', old: first, new: second },
    cells: [
      {
        ...{ department: 'police', column: 'persons' },
        old: { value: 40, state: 'shown' },
        new: { value: 40, state: 'shown', isKept: true },
      },
    ],
    people: [],
  };
  const published = { ...aReport, snapshot: first, digest: 'a digest' };
  const routes = [
    ['/v1/snapshots?month=2026-02', 'GET /v1/snapshots', [first, second]],
    [`/v1/snapshots/${ana}?format=json`, `GET /v1/snapshots/${ana}`, published],
    ['/v1/restatements', 'GET /v1/restatements', [restatement]],
  ] as const;

  it.each(routes)('%s is answered under a decision to count', async (path, route, body) => {
    gateway.city.on[route] = () => [200, body];
    const answer = await gateway.ask(path, { headers: reporting });
    expect(await answer.json()).toEqual(body);
    const [decision, asked] = gateway.city.calls;
    expect(decision?.body).toMatchObject({ action: 'aggregate', purpose: 'REPORTING' });
    expect(asked?.headers['continuum-permit']).toBe('permit-of-police,permit-of-fire');
  });

  it.each(routes.map(([path]) => path))(
    '%s is nothing for somebody who may not count',
    async (path) => {
      gateway.city.on['POST /v1/decisions'] = () => [200, aSilentDenial()];
      expect((await gateway.ask(path, { headers: reporting })).status).toBe(404);
      expect(gateway.city.calls).toHaveLength(1);
    },
  );

  it('is counted once more under such a decision', async () => {
    const reproduction = { outcome: 'rows_erased', report: published };
    gateway.city.on['POST /v1/reproductions'] = () => [200, reproduction];
    const asking = { method: 'POST', body: { snapshotId: ana }, headers: reporting };
    const answer = await gateway.ask('/v1/reproductions', asking);
    expect(await answer.json()).toEqual(reproduction);
    expect(gateway.city.calls[1]?.body).toEqual({ snapshotId: ana });
  });

  it.each(['/v1/snapshots?month=2026-13', `/v1/snapshots/${ana}?format=xls`])(
    'refuses %s',
    async (path) => {
      expect((await gateway.ask(path, { headers: reporting })).status).toBe(422);
      expect(gateway.city.calls).toEqual([]);
    },
  );
});
