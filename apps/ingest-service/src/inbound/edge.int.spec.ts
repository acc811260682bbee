import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { gzipSync } from 'node:zlib';
import { anIngest, type RunningIngest } from '../../test/an-ingest.js';
import { aBooking, aBookingBody, aSubject, aVoid } from '../../test/pushed-record.builder.js';

const JAIL = 'source-police-jail';
const JSON_TYPE = { 'content-type': 'application/json' };
const NDJSON = { 'content-type': 'application/x-ndjson' };
let ingest: RunningIngest;
beforeAll(async () => void (ingest = await anIngest()));
afterAll(() => ingest.close());

interface Answer {
  readonly status: number;
  readonly code: string;
  readonly fields: readonly string[];
}

/** Of a problem document: what it is called, and each field with its code. */
async function problem(answer: Response): Promise<Answer> {
  expect(answer.headers.get('content-type')).toContain('application/problem+json');
  const body = (await answer.json()) as {
    code: string;
    fields?: { field: string; code: string }[];
  };
  const fields = (body.fields ?? []).map(({ field, code }) => `${field} ${code}`);
  return { status: answer.status, code: body.code, fields };
}

const raw = (path: string, body: RequestInit['body'], headers: Record<string, string>) =>
  ingest.send(JAIL, path, { method: 'POST', body, headers, duplex: 'half' } as RequestInit);
const single = (record: unknown) => ingest.post(JAIL, '/v1/records', record);
const booking = (recordId: string, body: Readonly<Record<string, unknown>> = {}) =>
  aBooking({ recordId, body: aBookingBody(body) });
const kept = (recordId: string) =>
  ingest.dataSource.query<{ record_version: number; state: string }[]>(
    'SELECT record_version, state FROM record WHERE record_key = $1',
    [`police/jail/${recordId}`],
  );
interface Batch {
  readonly results: readonly { outcome: string; errors?: { field: string; code: string }[] }[];
}
const outcomesOf = ({ results }: Batch) =>
  results.map(({ outcome, errors = [] }) =>
    [outcome, ...errors.map(({ field, code }) => `${field} ${code}`)].join(' '),
  );
async function batch(records: unknown[]): Promise<string[]> {
  const answer = await ingest.post(JAIL, '/v1/records/batch', { records });
  expect(answer.status).toBe(200);
  return outcomesOf((await answer.json()) as Batch);
}

describe('a record with a wrong field', () => {
  const body = (fields: Readonly<Record<string, unknown>>) => ({
    ...booking('WRONG'),
    body: aBookingBody(fields),
  });
  it.each([
    ['kind', { ...booking('WRONG'), kind: undefined }, '/kind MISSING_REQUIRED'],
    ['kind', { ...booking('WRONG'), kind: 'rumour' }, '/kind UNKNOWN_CODE'],
    ['kind', { ...booking('WRONG'), kind: 'toString' }, '/kind UNKNOWN_CODE'],
    ['kind', { ...booking('WRONG'), kind: 'citation' }, '/kind KIND_NOT_ALLOWED'],
    ['recordId', aBooking({ recordId: '' }), '/recordId BAD_KEY'],
    ['recordId', aBooking({ recordId: 'a/b' }), '/recordId BAD_KEY'],
    ['recordId', aBooking({ recordId: 'x'.repeat(121) }), '/recordId BAD_KEY'],
    ['recordId', { ...booking('WRONG'), recordId: 7 }, '/recordId BAD_TYPE'],
    ['recordId', { ...booking('WRONG'), recordId: undefined }, '/recordId MISSING_REQUIRED'],
    ['version', { ...booking('WRONG'), version: {} }, '/version BAD_TYPE'],
    ['status', { ...booking('WRONG'), status: 'gone' }, '/status UNKNOWN_CODE'],
    ['restrictions', { ...booking('WRONG'), restrictions: ['x'] }, '/restrictions/0 UNKNOWN_CODE'],
    ['a number', body({ facility: 7 }), '/body/facility BAD_TYPE'],
    ['nothing', body({ facility: null }), '/body/facility BAD_TYPE'],
    ['a required code', body({ admissionReason: 'boredom' }), '/body/admissionReason UNKNOWN_CODE'],
    ['a date', body({ admittedAt: '2024-02-31T10:00:00Z' }), '/body/admittedAt BAD_DATE'],
    ['tomorrow', body({ admittedAt: '2024-03-11T10:00:00Z' }), '/body/admittedAt FUTURE_DATE'],
    ['its own', body({ mood: 'fine' }), '/body/mood UNKNOWN_FIELD'],
    ['an unsayable name', body({ 'a b\u0000': 1 }), '/body UNKNOWN_FIELD'],
    ['notes', body({ therapistNotes: 'x' }), '/body/therapistNotes NOTES_NOT_ACCEPTED'],
    ['code 0', body({ facility: 'a\u0000b' }), '/body/facility UNKNOWN_CODE'],
    ['code 0 in a text', body({ arrestNo: 'a\u0000b' }), '/body/arrestNo BAD_TYPE'],
    ['half a character', body({ arrestNo: 'a\ud800b' }), '/body/arrestNo BAD_TYPE'],
    [
      'half a character in a name',
      aBooking({ subject: aSubject({ names: [{ use: 'official', given: '\udc00' }] }) }),
      '/subject/names/0/given BAD_TYPE',
    ],
    [
      'minors',
      aBooking({ subject: aSubject({ birthDates: ['2010-01-01'] }) }),
      '/subject/birthDates JUVENILE_NOT_ACCEPTED',
    ],
    ['a system', { ...booking('WRONG'), sourceSystem: 'CLETS' }, '/sourceSystem CHRI_NOT_ACCEPTED'],
    ['a label', { ...booking('WRONG'), labels: ['CHRI'] }, '/labels CHRI_NOT_ACCEPTED'],
    ['note labels', { ...booking('WRONG'), labels: ['SUD_NOTES'] }, '/kind NOTES_NOT_ACCEPTED'],
    ['a list instead', [booking('WRONG')], '/kind MISSING_REQUIRED'],
    ['a word instead', 'booking', '/kind MISSING_REQUIRED'],
  ])('%s: it is named, and nothing is kept (%#)', async (_, record, field) => {
    const answer = await problem(await single(record));
    expect(answer).toMatchObject({ status: 422, code: 'REJECTED' });
    expect(answer.fields).toContain(field);
    expect(await kept('WRONG')).toEqual([]);
  });

  it('is one of many: each is named', async () => {
    const wrong = body({ facility: 7, admittedAt: 'soon', mood: 1, charges: [{}] });
    const { fields } = await problem(await single(wrong));
    expect(fields.toSorted()).toEqual([
      '/body/admittedAt BAD_DATE',
      '/body/facility BAD_TYPE',
      '/body/mood UNKNOWN_FIELD',
    ]);
  });

  it('never costs a row of another source that shares its transaction', async () => {
    const rows = [
      aBooking({ recordId: '\u0000' }),
      aBooking({ recordId: '\ud800', kind: '\udfff' }),
      body({ facility: 7, arrestNo: '\ud800' }),
      booking('GOOD-BESIDE'),
    ];
    const answers = await Promise.all(rows.map((row) => single(row)));
    expect(answers.map(({ status }) => status)).toEqual([422, 422, 422, 201]);
  });
});

describe('what is no record at all', () => {
  const deep = `${'['.repeat(60_000)}${']'.repeat(60_000)}`;
  it.each([
    ['no JSON', '/v1/records', '{', JSON_TYPE, 400, 'BAD_REQUEST'],
    ['nothing', '/v1/records', '', JSON_TYPE, 400, 'BAD_REQUEST'],
    ['__proto__', '/v1/records', '{"__proto__":{"a":1}}', JSON_TYPE, 400, 'BAD_REQUEST'],
    [
      'a constructor',
      '/v1/records',
      '{"constructor":{"prototype":1}}',
      JSON_TYPE,
      400,
      'BAD_REQUEST',
    ],
    ['60,000 brackets', '/v1/records', deep, JSON_TYPE, 422, 'REJECTED'],
    [
      '60,000 brackets in a field',
      '/v1/records',
      JSON.stringify(aBooking()).replace('"city-jail"', deep),
      JSON_TYPE,
      422,
      'REJECTED',
    ],
    [
      'a text',
      '/v1/records',
      'booking',
      { 'content-type': 'text/plain' },
      415,
      'UNSUPPORTED_MEDIA_TYPE',
    ],
    [
      'a form',
      '/v1/records/batch',
      'a=b',
      { 'content-type': 'application/x-www-form-urlencoded' },
      415,
      'UNSUPPORTED_MEDIA_TYPE',
    ],
    ['lines', '/v1/records', '{}\n{}', NDJSON, 415, 'UNSUPPORTED_MEDIA_TYPE'],
    ['lines', '/v1/records/batch', '{}\n{}', NDJSON, 415, 'UNSUPPORTED_MEDIA_TYPE'],
    ['one JSON', '/v1/records/stream', '{}', JSON_TYPE, 415, 'UNSUPPORTED_MEDIA_TYPE'],
    [
      'something packed',
      '/v1/records',
      gzipSync('{}'),
      { ...JSON_TYPE, 'content-encoding': 'gzip' },
      415,
      'UNSUPPORTED_MEDIA_TYPE',
    ],
    [
      'packed lines',
      '/v1/records/stream',
      gzipSync('{}\n'),
      { ...NDJSON, 'content-encoding': 'gzip' },
      415,
      'UNSUPPORTED_MEDIA_TYPE',
    ],
    [
      'over 5 MB',
      '/v1/records/batch',
      ' '.repeat(5 * 1024 * 1024 + 1),
      JSON_TYPE,
      413,
      'TOO_LARGE',
    ],
    ['no batch', '/v1/records/batch', '{"records":{}}', JSON_TYPE, 400, 'BAD_REQUEST'],
    [
      '1,001 rows',
      '/v1/records/batch',
      `{"records":[${'1,'.repeat(1000)}1]}`,
      JSON_TYPE,
      400,
      'BAD_REQUEST',
    ],
  ] as const)(
    '%s to %s is refused by its kind',
    async (...[, path, body, headers, status, code]) => {
      const answer = await problem(await raw(path, body, headers));
      expect(answer).toMatchObject({ status, code });
    },
  );

  it('a record over 256 KB is refused, whether its length is told or not', async () => {
    const text = JSON.stringify({ ...booking('LARGE'), body: { place: 'x'.repeat(300_000) } });
    const pieces = new Blob([text]).stream();
    for (const body of [text, pieces]) {
      const answer = await problem(await raw('/v1/records', body, JSON_TYPE));
      expect(answer).toEqual({ status: 422, code: 'REJECTED', fields: ['/ TOO_LARGE'] });
    }
  });

  it('a content type with its charset is as good', async () => {
    const headers = { 'content-type': 'application/json; charset=utf-8' };
    const answer = await raw('/v1/records', JSON.stringify(booking('CHARSET')), headers);
    expect(answer.status).toBe(201);
  });
});

describe('a batch', () => {
  it('with the same row twice records it once', async () => {
    expect(await batch([booking('TWICE'), booking('TWICE')])).toEqual(['recorded', 'duplicate']);
    expect(await kept('TWICE')).toEqual([{ record_version: 1, state: 'valid' }]);
  });

  it('with two contents under one version keeps one and names the other', async () => {
    const outcomes = await batch([booking('TORN'), booking('TORN', { facility: 'county-jail' })]);
    expect(outcomes.toSorted()).toEqual(['recorded', 'rejected /version VERSION_CONFLICT']);
  });

  it('voids what nobody knows: a lower version later is history', async () => {
    expect(await batch([aVoid({ recordId: 'UNKNOWN', version: 5 })])).toEqual(['voided']);
    expect(await batch([aBooking({ recordId: 'UNKNOWN', version: 4 })])).toEqual(['history']);
    expect(await kept('UNKNOWN')).toEqual([{ record_version: 1, state: 'tombstone' }]);
    expect(await batch([aVoid({ recordId: 'UNKNOWN', version: 5 })])).toEqual(['duplicate']);
  });

  it('of nothing is answered with nothing', async () => {
    expect(await batch([])).toEqual([]);
  });

  it('of rubbish answers each row by itself', async () => {
    const outcomes = await batch([null, 1, 'x', [], {}, booking('AMONG-RUBBISH')]);
    expect(outcomes).toEqual([
      ...Array.from({ length: 5 }, () => 'rejected /kind MISSING_REQUIRED'),
      'recorded',
    ]);
  });

  it.each(['not-an-id', '0190a5b0-0000-7000-8000-00000000000', '../../etc'])(
    'under the id %s is refused by its header',
    async (id) => {
      const headers = { 'submission-id': id };
      const answer = await ingest.post(JAIL, '/v1/records/batch', { records: [] }, headers);
      expect(await problem(answer)).toEqual({
        ...{ status: 422, code: 'BAD_SUBMISSION_ID' },
        fields: ['Submission-Id BAD_SUBMISSION_ID'],
      });
    },
  );

  it('under the id of another source is refused, and tells nothing of it', async () => {
    const headers = { 'submission-id': '0190a5b0-0000-7000-8000-0000000000ee' };
    await ingest.post(JAIL, '/v1/records/batch', { records: [booking('ID-OWNER')] }, headers);
    const client = 'source-health-ehr';
    const theirs = await ingest.post(client, '/v1/records/batch', { records: [] }, headers);
    expect(await problem(theirs)).toMatchObject({ status: 422, code: 'BAD_SUBMISSION_ID' });
  });
});

describe('a stream', () => {
  const stream = async (lines: string) =>
    (await raw('/v1/records/stream', lines, NDJSON)).json() as Promise<{
      state: string;
      counts: { booking?: Record<string, number> };
      rejects: Record<string, number>;
    }>;
  const line = (recordId: string) => JSON.stringify(booking(recordId));

  it.each([
    ['no JSON', '{"kind":'],
    ['__proto__', '{"__proto__":{"a":1}}'],
    ['a line over 256 KB', JSON.stringify({ x: 'x'.repeat(300_000) })],
    ['half a character', JSON.stringify({ ...booking('HALF'), recordId: '\ud800' })],
    ['60,000 brackets', '['.repeat(60_000) + ']'.repeat(60_000)],
    ['bytes that are no text', '\u00ff\u00fe'],
  ])('with %s in one line takes in the others', async (name, bad) => {
    const [first, last] = [`${name.length}-FIRST`, `${name.length}-LAST`];
    const receipt = await stream([line(first), bad, line(last)].join('\n'));
    expect(receipt).toMatchObject({ state: 'completed', counts: { booking: { recorded: 2 } } });
    expect(Object.values(receipt.rejects).reduce((sum, one) => sum + one, 0)).toBe(1);
    expect((await kept(first)).length + (await kept(last)).length).toBe(2);
  });

  it.each([
    ['empty lines and Windows line ends', (one: string) => `\r\n\r\n${one}\r\n\n`],
    ['no line end at its end', (one: string) => one],
    ['a byte-order mark', (one: string) => `\ufeff${one}`],
  ])('with %s is read as it is', async (name, written) => {
    const recordId = `READ-${name.length}`;
    expect(await stream(written(line(recordId)))).toMatchObject({
      counts: { booking: { recorded: 1 } },
    });
  });
});
