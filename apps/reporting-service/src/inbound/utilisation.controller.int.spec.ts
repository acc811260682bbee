import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { UtilisationView } from '@continuum/contracts';
import { randomUUID } from 'node:crypto';
import { aMart, type Mart } from '../../test/a-mart.js';
import { aPermit, aReportingService } from '../../test/a-reporting-service.js';
import {
  assigned,
  bookingRecorded,
  citationRecorded,
  withdrawn,
} from '../../test/activity.builder.js';
import { HFU_VECTORS } from '../../test/hfu-vectors.js';
import { keepRows } from '../../test/keep-rows.js';

const personId = '0190a5b0-0000-7000-8000-00000000000a';
const [first, second] = ['police/rms/R-1', 'police/rms/R-2'];
const [same, traffic, jail] = ['police/rms/R-3', 'police/rms/R-4', 'police/jail/B-1'];
const path = `/v1/persons/${personId}/utilisation`;

let mart: Mart;
let service: Awaited<ReturnType<typeof aReportingService>>;
beforeAll(async () => {
  mart = await aMart();
  const incident = { incidentNo: '24-001977' };
  await mart.handle(
    citationRecorded({ recordKey: first, localDate: '2019-01-05' }),
    citationRecorded({ recordKey: second, localDate: '2024-03-02' }, incident),
    citationRecorded({ recordKey: same, localDate: '2024-03-03' }, incident),
    citationRecorded({ recordKey: traffic }, { category: 'traffic' }),
    bookingRecorded({ recordKey: jail, localDate: '2024-04-01' }),
  );
  await mart.handle(...[first, second, same, traffic].map((key) => assigned(key, personId)));
  await mart.handle(assigned(jail, personId, { confidence: 'probable' }));
  service = await aReportingService(mart);
});
afterAll(async () => {
  await service.close();
  await mart.close();
});

const reading = (...recordKeys: string[]) => ({
  permits: [
    aPermit({
      records: Object.fromEntries(
        recordKeys.map((key) => [key, ['book.admittedAt', 'cite.issuedAt']]),
      ),
      labels: Object.fromEntries(recordKeys.map((key) => [key, ['LOCAL_CH'] as const])),
    }),
  ],
});
const all = reading(first, second, same, traffic, jail);
const ask = async (query: string, asking: object) =>
  (await (await service.ask(path + query, asking)).json()) as UtilisationView;

describe('how a count comes about', () => {
  it('lists what counts and why the rest does not', async () => {
    const view = await ask('?asOf=2024-07-01', all);
    expect(view.standing).toMatchObject({ confirmed: 1, withProbable: 2, isHighUtilizer: false });
    expect(view.counted).toEqual([
      {
        on: '2024-03-02',
        kinds: ['citation'],
        departments: ['police'],
        recordKeys: [second, same],
        confidence: 'confirmed',
      },
      {
        on: '2024-04-01',
        kinds: ['booking'],
        departments: ['police'],
        recordKeys: [jail],
        confidence: 'probable',
      },
    ]);
    expect(view.leftOut).toEqual([
      { recordKey: traffic, reason: 'traffic' },
      { recordKey: first, reason: 'before_window' },
      { recordKey: same, reason: 'same_episode' },
    ]);
  });

  it('gives no total where a counted record may not be read, and does not name it', async () => {
    const view = await ask('?asOf=2024-07-01', reading(second, traffic));
    expect(view).not.toHaveProperty('standing');
    expect(JSON.stringify(view)).not.toContain(jail);
    expect(view.counted.map(({ recordKeys }) => recordKeys)).toEqual([[second]]);
  });

  it('leaves out a record whose labels now go beyond those decided on', async () => {
    const [permit] = all.permits;
    const narrow = { ...permit!, labels: { ...permit!.labels, [jail]: [] } };
    expect(JSON.stringify(await ask('', { permits: [narrow] }))).not.toContain(jail);
  });

  it('is as of tomorrow and the newest knowledge, if nothing else is asked', async () => {
    expect(await ask('', all)).toMatchObject({
      asOf: '2024-07-01',
      measure: 'hfu_cited_or_booked',
    });
  });

  it('knows nothing of a time to come', async () => {
    const response = await service.ask(`${path}?knowledge=2030-01-01T00:00:00Z`, all);
    expect(response.status).toBe(422);
  });

  it('is refused without a permit', async () => {
    const response = await service.ask(path);
    expect(await response.json()).toMatchObject({ status: 403, code: 'NO_DECISION' });
  });
});

describe('the line of high-frequency use, over HTTP', () => {
  const people = new Map(HFU_VECTORS.map((vector) => [vector.name, randomUUID() as string]));
  beforeAll(() =>
    keepRows(mart, new Map(HFU_VECTORS.map(({ name, rows }) => [people.get(name) ?? '', rows]))),
  );

  it.each(HFU_VECTORS)('$name', async ({ name, asOf, rows, confirmed, withProbable }) => {
    const id = people.get(name) ?? '';
    const keys = rows.map(({ recordKey }) => `${recordKey}@${id}`);
    const response = await service.ask(
      `/v1/persons/${id}/utilisation?asOf=${asOf}`,
      reading(...keys),
    );
    const { standing } = (await response.json()) as UtilisationView;
    expect(standing).toMatchObject({ confirmed, withProbable, isHighUtilizer: confirmed >= 11 });
  });

  it('P3: a voided booking does not count either', async () => {
    const [ana, kept, gone] = [randomUUID(), 'police/jail/kept', 'police/jail/voided'];
    await mart.handle(bookingRecorded({ recordKey: kept }), bookingRecorded({ recordKey: gone }));
    await mart.handle(assigned(kept, ana), assigned(gone, ana));
    await mart.handle(withdrawn(gone, 2, 'voided'));
    const response = await service.ask(
      `/v1/persons/${ana}/utilisation?asOf=2024-07-01`,
      reading(kept, gone),
    );
    expect(((await response.json()) as UtilisationView).standing).toMatchObject({ confirmed: 1 });
  });
});
