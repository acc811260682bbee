import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FeedAdvancedV1, type MonthlyReport } from '@continuum/contracts';
import { anEvent } from '@continuum/testing';
import { randomUUID } from 'node:crypto';
import { aMart, type Mart } from '../../test/a-mart.js';
import { aPublisher } from '../../test/a-publisher.js';
import {
  aPermit,
  aReportingService,
  countingFire,
  countingPolice,
} from '../../test/a-reporting-service.js';
import { assigned, citationRecorded, emsRecorded } from '../../test/activity.builder.js';

let mart: Mart;
let service: Awaited<ReturnType<typeof aReportingService>>;
beforeAll(async () => {
  mart = await aMart();
  await fill();
  await aPublisher(mart).publisher.turn();
  service = await aReportingService(mart);
});
afterAll(async () => {
  await service.close();
  await mart.close();
});

/** In May: 23 people cited twice, 14 of them with nine older episodes; four people taken by ambulance. */
async function fill() {
  for (let nth = 0; nth < 23; nth += 1) await citedTwice(randomUUID(), nth < 14 ? 9 : 0);
  for (let nth = 0; nth < 4; nth += 1) {
    const recordKey = `fire/epcr/E-${nth}`;
    await mart.handle(emsRecorded({ recordKey, localDate: '2024-05-20' }));
    await mart.handle(assigned(recordKey, randomUUID(), { dataset: 'ems' }));
  }
  for (const feed of ['police/rms/citation', 'fire/epcr/ems_response']) {
    await mart.handle(
      anEvent(FeedAdvancedV1, {
        feed,
        version: 1,
        completeThrough: '2024-05-31',
        isAssumed: false,
      }),
    );
  }
  await mart.recountAll();
}

async function citedTwice(personId: string, older: number) {
  const dates = ['2024-05-10', '2024-05-20'];
  for (let nth = 0; nth < older; nth += 1) dates.push(`2023-03-0${nth + 1}`);
  const keys = dates.map((_, nth) => `police/rms/${personId}-${nth}`);
  await mart.handle(
    ...dates.map((localDate, nth) => citationRecorded({ recordKey: keys[nth]!, localDate })),
  );
  await mart.handle(...keys.map((recordKey) => assigned(recordKey, personId)));
}

const both = { permits: [countingPolice(), countingFire()] };
const may = '/v1/reports/monthly?month=2024-05';

describe('the monthly report', () => {
  it('counts by department, hides small cells and what would betray them', async () => {
    const response = await service.ask(may, both);
    expect(response.status).toBe(200);
    const { rows } = (await response.json()) as MonthlyReport;
    const values = rows.map(({ department, cells }) => [
      department,
      ...Object.values(cells).map(({ value, state }) => (state === 'hidden' ? 's' : value)),
    ]);
    expect(values).toEqual([
      ['fire', 's', 0, 's', 0],
      ['police', 's', 45, 's', 's'],
      ['total', 50, 45, 25, 's'],
    ]);
  });

  it('says what its figures rest on', async () => {
    const { provenance } = (await (await service.ask(may, both)).json()) as MonthlyReport;
    expect(provenance).toMatchObject({
      asOf: '2024-06-01',
      dataThrough: '2024-05-31',
      isProvisional: false,
      suppression: { profile: 'public', hidesUnder: 11, roundsTo: 5 },
      timeZone: 'America/Los_Angeles',
      scopes: [
        { department: 'fire', datasets: ['ems'] },
        { department: 'police', datasets: ['book', 'cite'] },
      ],
    });
    expect(provenance.definitions.map(({ measure, version }) => `${measure} v${version}`)).toEqual([
      'records.valid v1',
      'contacts.episodes v1',
      'records.persons v1',
      'hfu_cited_or_booked v1',
    ]);
  });

  it('is refused beyond the data, unless a provisional one is asked for', async () => {
    const june = '/v1/reports/monthly?month=2024-06';
    const refused = await service.ask(june, both);
    expect(refused.status).toBe(409);
    expect(await refused.json()).toMatchObject({
      code: 'BEYOND_DATA',
      fields: [
        { field: 'fire/epcr/ems_response', text: 'Complete through 2024-05-31.' },
        { field: 'police/rms/citation' },
      ],
    });
    const given = await service.ask(`${june}&provisional=true`, both);
    expect(((await given.json()) as MonthlyReport).provenance).toMatchObject({
      asOf: '2024-07-01',
      isProvisional: true,
    });
  });

  it('is provisional while its month is not published, though the data reach as far', async () => {
    const april = await service.ask('/v1/reports/monthly?month=2024-04', both);
    const report = (await april.json()) as MonthlyReport;
    expect(report.provenance).toMatchObject({ dataThrough: '2024-05-31', isProvisional: true });
    expect(report).not.toHaveProperty('snapshot');
  });

  it('is what was published of the month, whatever came since', async () => {
    const { digest, rows } = (await (await service.ask(may, both)).json()) as MonthlyReport;
    for (let nth = 0; nth < 30; nth += 1) await citedTwice(randomUUID(), 0);
    await mart.recountAll();
    const after = (await (await service.ask(may, both)).json()) as MonthlyReport;
    expect(after).toMatchObject({ digest, rows, snapshot: { revision: 1, cause: null } });
  });

  it('is the same table as CSV', async () => {
    const response = await service.ask(`${may}&format=csv`, both);
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    const [head, ...lines] = (await response.text()).trim().split('\n');
    expect(head).toContain(
      'month,department,records,contact_episodes,persons,high_utilizers,kept,revision',
    );
    expect(lines.map((line) => line.split(',').slice(0, 9).join(','))).toEqual([
      '2024-05,fire,s,0,s,0,,1,no',
      '2024-05,police,s,45,s,s,,1,no',
      '2024-05,total,50,45,25,s,,1,no',
    ]);
  });

  it('is in the audit before it is answered', async () => {
    const runs = () =>
      mart.query<{ user_id: string; hidden_cells: number }>(
        'SELECT user_id, hidden_cells FROM work.query_run ORDER BY ran_at',
      );
    const before = (await runs()).length;
    await service.ask(may, both);
    expect((await runs()).slice(before)).toEqual([{ user_id: 'ada', hidden_cells: 6 }]);
  });

  it.each([
    ['without a permit', {}],
    ['with the permit of somebody else', { ...both, user: 'nora' }],
    ['with a permit to read and not to count', { permits: [aPermit()] }],
    ['from another service', { ...both, service: 'ingest-service' }],
  ])('is refused %s', async (_, asking) => {
    expect((await service.ask(may, asking)).status).toBe(403);
  });

  it('is refused where bookings may be counted and citations may not', async () => {
    const { aggregate, ...permit } = countingPolice();
    const half = { ...permit, aggregate: { ...aggregate!, elements: ['book.admittedAt'] } };
    const response = await service.ask(may, { permits: [half] });
    expect(await response.json()).toMatchObject({ status: 403, code: 'NOT_COVERED' });
  });

  it.each(['?month=2024-13', '?month=2024-05&format=xls', '?month=2024-05&person=ana'])(
    'refuses %s by field',
    async (query) => {
      expect((await service.ask(`/v1/reports/monthly${query}`, both)).status).toBe(422);
    },
  );
});
