import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { anIngest, type RunningIngest } from '../../test/an-ingest.js';
import { aBooking } from '../../test/pushed-record.builder.js';

const JAIL = 'source-police-jail';
let ingest: RunningIngest;

beforeAll(async () => {
  ingest = await anIngest();
});
afterAll(() => ingest.close());

const lines = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, nth) =>
    JSON.stringify(aBooking({ recordId: `s${from + nth}` })),
  );
const stream = (body: string, headers: Record<string, string> = {}) =>
  ingest.send(JAIL, '/v1/records/stream', {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/x-ndjson', ...headers },
  });

describe('a stream of records', () => {
  it('is committed, counted and completed; a broken line stops no other', async () => {
    const body = [...lines(0, 600), '{"kind":', ...lines(600, 650), '{"__proto__": {}}'].join('\n');
    const response = await stream(body);
    const receipt = (await response.json()) as { submissionId: string };
    expect(response.headers.get('location')).toBe(`/v1/submissions/${receipt.submissionId}`);
    expect(receipt).toMatchObject({
      state: 'completed',
      channel: 'stream',
      counts: { booking: { recorded: 650 }, unknown: { rejected: 2 } },
      rejects: { BAD_TYPE: 2 },
      committedLines: 652,
    });
    const types = (await ingest.told()).map(({ type }) => type);
    expect(types.filter((type) => type === 'booking.recorded.v1')).toHaveLength(650);
    expect(types.at(-1)).toBe('submission.completed.v1');
  });

  it('sent again, shuffled, changes nothing', async () => {
    const response = await stream(lines(0, 650).toReversed().join('\n'));
    expect(await response.json()).toMatchObject({ counts: { booking: { duplicate: 650 } } });
    const told = (await ingest.told()).map(({ type }) => type);
    expect(told).toEqual(['submission.completed.v1']);
  });

  it('gives the same hash as the same record in a batch', async () => {
    const records = lines(0, 3).map((line) => JSON.parse(line) as unknown);
    const response = await ingest.post(JAIL, '/v1/records/batch', { records });
    expect(await response.json()).toMatchObject({ counts: { booking: { duplicate: 3 } } });
  });

  it('under the id of a finished one returns that receipt', async () => {
    const headers = { 'submission-id': crypto.randomUUID() };
    const first: unknown = await (await stream(lines(700, 710).join('\n'), headers)).json();
    expect(await (await stream(lines(700, 710).join('\n'), headers)).json()).toEqual(first);
  });
});

describe('how far a feed is complete', () => {
  const declare = (completeThrough: string, kind = 'booking') =>
    ingest.post(JAIL, `/v1/feeds/${kind}/progress`, { completeThrough });

  it('is told when it moves on, and not when it does not', async () => {
    await ingest.told();
    for (const date of ['2024-03-07', '2024-03-08', '2024-03-08', '2024-03-01']) {
      expect((await declare(date)).status).toBe(204);
    }
    expect((await ingest.told()).map(({ data }) => data)).toEqual([
      { feed: 'police/jail/booking', version: 1, completeThrough: '2024-03-07', isAssumed: false },
      { feed: 'police/jail/booking', version: 2, completeThrough: '2024-03-08', isAssumed: false },
    ]);
  });

  it.each([
    ['tomorrow', '2024-03-10', 'booking', 422],
    ['31 February', '2024-02-31', 'booking', 422],
    ['no date', 'soon', 'booking', 422],
    ['a kind of another source', '2024-03-01', 'citation', 404],
  ])('cannot be %s', async (_, date, kind, status) => {
    expect((await declare(date, kind)).status).toBe(status);
  });
});
