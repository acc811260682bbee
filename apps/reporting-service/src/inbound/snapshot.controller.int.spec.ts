import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { MonthlyReport, ReportSnapshot, Restatement } from '@continuum/contracts';
import type { Mart } from '../../test/a-mart.js';
import { aMartOfMay, declareMay, unLink } from '../../test/a-published-may.js';
import { aPublisher } from '../../test/a-publisher.js';
import {
  aPermit,
  aReportingService,
  countingFire,
  countingPolice,
} from '../../test/a-reporting-service.js';

const UNKNOWN = '0190a5b0-0000-7000-8000-0000000000ff';

let mart: Mart;
let service: Awaited<ReturnType<typeof aReportingService>>;
let asPublished: MonthlyReport;
beforeAll(async () => {
  const may = await aMartOfMay();
  mart = may.mart;
  await declareMay(mart);
  const { publisher, revisions: published } = aPublisher(mart);
  await publisher.turn();
  service = await aReportingService(mart);
  asPublished = await read<MonthlyReport>('/v1/reports/monthly?month=2024-05');
  const [ana] = may.utilizers;
  await unLink(mart, ana!, ana!.keys.slice(0, 1));
  mart.clock.set('2024-06-12T03:00:00Z');
  // The service counts too: one of the two at a time.
  while ((await published('2024-05')).length < 2) await publisher.turn();
});
afterAll(async () => {
  await service.close();
  await mart.close();
});

const both = { permits: [countingPolice(), countingFire()] };
async function read<T>(path: string, asking: Parameters<typeof service.ask>[1] = both): Promise<T> {
  const response = await service.ask(path, asking);
  expect(response.status).toBe(200);
  return (await response.json()) as T;
}
const revisions = () => read<ReportSnapshot[]>('/v1/snapshots?month=2024-05');

describe('the revisions of a month', () => {
  it('are listed in their order, each with what supersedes it and why', async () => {
    const [first, second, ...more] = await revisions();
    expect(more).toEqual([]);
    expect(first).toMatchObject({
      ...{ month: '2024-05', revision: 1, asOf: '2024-06-01' },
      ...{ supersedes: null, supersededBy: second?.snapshotId, cause: null },
    });
    expect(second).toMatchObject({
      ...{ revision: 2, supersedes: first?.snapshotId, supersededBy: null, cause: 'link' },
    });
    expect(await read('/v1/snapshots?month=2024-04')).toEqual([]);
    expect(await read('/v1/snapshots')).toHaveLength(2);
  });

  it('stay as they were published; the report is the last of them', async () => {
    const [first, second] = await revisions();
    const old = await read<MonthlyReport>(`/v1/snapshots/${first?.snapshotId}`);
    expect({ ...old, snapshot: asPublished.snapshot }).toEqual(asPublished);
    expect(old.digest).toMatch(/^[0-9a-f]{64}$/);
    const newest = await read<MonthlyReport>(`/v1/snapshots/${second?.snapshotId}`);
    expect(await read('/v1/reports/monthly?month=2024-05')).toEqual(newest);
  });

  it('mark what they keep, in a spreadsheet too', async () => {
    const [, second] = await revisions();
    const csv = await service.ask(`/v1/snapshots/${second?.snapshotId}?format=csv`, both);
    const lines = (await csv.text()).trim().split('\n');
    expect(lines.slice(1).map((line) => line.split(',').slice(1, 9).join(','))).toEqual([
      'fire,15,0,15,0,,2,no',
      'police,40,40,40,15,high_utilizers,2,no',
      'total,55,40,55,15,high_utilizers,2,no',
    ]);
  });

  it('tell nothing exact', async () => {
    const [first] = await revisions();
    const text = await (await service.ask(`/v1/snapshots/${first?.snapshotId}`, both)).text();
    for (const word of ['figures', 'people', 'counted', 'labels'])
      expect(text).not.toContain(`"${word}"`);
  });
});

describe('a restatement', () => {
  it('shows old and new, and who came and went by cause, where they are not few', async () => {
    const [restatement] = await read<Restatement[]>('/v1/restatements?month=2024-05');
    const [first, second] = await revisions();
    expect(restatement).toEqual({
      ...{ month: '2024-05', cause: 'link', old: first, new: second },
      cells: ['police', 'total'].map((department) => ({
        ...{ department, column: 'highUtilizers' },
        old: { value: 15, state: 'shown' },
        new: { value: 15, state: 'shown', isKept: true },
      })),
      people: [
        {
          ...{ column: 'persons', cause: 'link' },
          in: { value: null, state: 'hidden' },
          out: { value: null, state: 'hidden' },
        },
        {
          ...{ column: 'highUtilizers', cause: 'link' },
          in: { value: 0, state: 'shown' },
          out: { value: null, state: 'hidden' },
        },
      ],
    });
  });

  it('is in the audit, as every answer with figures is', async () => {
    const runs = () =>
      mart.query<{ hidden_cells: number }>(
        `SELECT hidden_cells FROM work.query_run WHERE query->>'report' = 'restatements'`,
      );
    const before = (await runs()).length;
    await read('/v1/restatements');
    const after = await runs();
    expect(after).toHaveLength(before + 1);
    expect(new Set(after.map((run) => run.hidden_cells))).toEqual(new Set([3]));
  });
});

describe('a reproduction', () => {
  it('tells that the snapshot is the same, beside what was published', async () => {
    const [first] = await revisions();
    const answer = await service.ask('/v1/reproductions', {
      ...both,
      body: { snapshotId: first!.snapshotId },
    });
    const report = await read(`/v1/snapshots/${first!.snapshotId}`);
    expect(await answer.json()).toEqual({ outcome: 'same', report });
  });

  it.each([
    ['of what is no snapshot', { ...both, body: { snapshotId: UNKNOWN } }, 404],
    ['of what is no id', { ...both, body: { snapshotId: 'x' } }, 422],
    ['without a permit', { body: { snapshotId: UNKNOWN } }, 403],
  ])('%s is refused', async (_, asking, status) => {
    expect((await service.ask('/v1/reproductions', asking)).status).toBe(status);
  });
});

describe('whoever may count some departments only', () => {
  const ofFire = { permits: [countingFire()] };

  it('sees their rows of what was published, and never another total', async () => {
    const [first] = await revisions();
    const report = await read<MonthlyReport>(`/v1/snapshots/${first?.snapshotId}`, ofFire);
    expect(report.rows).toEqual(asPublished.rows.filter(({ department }) => department === 'fire'));
    expect(report.provenance.scopes).toEqual([{ department: 'fire', datasets: ['ems'] }]);
    expect(report.provenance.feeds.map(({ feed }) => feed)).toEqual(['fire/epcr/ems_response']);
    expect(report).not.toHaveProperty('digest');
    const [restatement] = await read<Restatement[]>('/v1/restatements', ofFire);
    expect(restatement).toMatchObject({ cells: [], people: [] });
  });

  it('sees nothing of a department of which less may be counted than was', async () => {
    const { aggregate, ...permit } = countingPolice();
    const half = { ...permit, aggregate: { ...aggregate!, elements: ['book.admittedAt'] } };
    const [first] = await revisions();
    const answer = await service.ask(`/v1/snapshots/${first?.snapshotId}`, { permits: [half] });
    expect(await answer.json()).toMatchObject({ status: 403, code: 'NOT_COVERED' });
    expect(await read('/v1/snapshots', { permits: [half] })).toEqual([]);
    expect(await read('/v1/restatements', { permits: [half] })).toEqual([]);
  });
});

describe.each(['/v1/snapshots', `/v1/snapshots/${UNKNOWN}`, '/v1/restatements'])('%s', (path) => {
  it.each([
    ['without a permit', {}],
    ['with the permit of somebody else', { ...both, user: 'nora' }],
    ['with a permit to read and not to count', { permits: [aPermit()] }],
    ['from another service', { ...both, service: 'ingest-service' }],
  ])('is refused %s', async (_, asking) => {
    expect((await service.ask(path, asking)).status).toBe(403);
  });
});

describe('what is asked wrongly', () => {
  it.each([
    ['/v1/snapshots?month=2024-13', 422],
    ['/v1/restatements?person=ana', 422],
    ['/v1/snapshots/not-an-id', 400],
    [`/v1/snapshots/${UNKNOWN}?format=xls`, 422],
    [`/v1/snapshots/${UNKNOWN}`, 404],
  ])('%s is answered with %i', async (path, status) => {
    expect((await service.ask(path, both)).status).toBe(status);
  });
});
