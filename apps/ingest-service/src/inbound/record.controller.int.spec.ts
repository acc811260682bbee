import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { PushedRecord } from '@continuum/contracts';
import { anIngest, type RunningIngest } from '../../test/an-ingest.js';
import { aBooking, aBookingBody, aSubject, aVoid } from '../../test/pushed-record.builder.js';

const JAIL = 'source-police-jail';
let ingest: RunningIngest;
let next = 1;

beforeAll(async () => {
  ingest = await anIngest();
});
afterAll(() => ingest.close());
afterEach(() => ingest.told());

const aNewBooking = (overrides: Partial<PushedRecord> = {}) =>
  aBooking({ recordId: `b${(next += 1)}`, ...overrides });
const push = async (row: unknown, client = JAIL) => {
  const response = await ingest.post(client, '/v1/records', row);
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
};
const pushBatch = async (records: unknown[], headers = {}) => {
  const response = await ingest.post(JAIL, '/v1/records/batch', { records }, headers);
  return { status: response.status, body: (await response.json()) as Batch };
};
interface Batch {
  readonly submissionId: string;
  readonly counts: Record<string, Record<string, number>>;
  readonly results: { outcome: string; recordVersion?: number; errors?: { code: string }[] }[];
}
const outcomes = ({ body }: { body: Batch }) => body.results.map(({ outcome }) => outcome);
const typesTold = async () => (await ingest.told()).map(({ type }) => type);
const stateOf = async (recordId: string) => {
  const [row]: Record<string, unknown>[] = await ingest.dataSource.query(
    'SELECT state, record_version, source_version FROM record WHERE record_key = $1',
    [`police/jail/${recordId}`],
  );
  return row;
};

describe('pushing one record', () => {
  it('answers 201 when the record and its events are committed', async () => {
    const row = aNewBooking();
    expect(await push(row)).toMatchObject({
      status: 201,
      body: { recordId: row.recordId, outcome: 'recorded', recordVersion: 1 },
    });
    expect((await ingest.told()).map(({ type, topic }) => [topic, type])).toEqual([
      ['continuum.subjects', 'subject.reported.v1'],
      ['continuum.activities', 'booking.recorded.v1'],
      ['continuum.activities', 'custody.changed.v1'],
    ]);
  });

  it('again answers 200 and tells nobody', async () => {
    const row = aNewBooking();
    await push(row);
    await ingest.told();
    expect(await push(row)).toMatchObject({ status: 200, body: { outcome: 'duplicate' } });
    expect(await typesTold()).toEqual([]);
  });

  it('with another content under a version that is held answers 409', async () => {
    const row = aNewBooking();
    await push(row);
    expect(await push({ ...row, body: aBookingBody({ facility: 'other' }) })).toMatchObject({
      status: 409,
      body: { code: 'VERSION_CONFLICT' },
    });
  });

  it('that is wrong answers 422, naming each field and no value', async () => {
    const row = aNewBooking({ body: aBookingBody({ facility: undefined, mood: 'Zebedee' }) });
    const { status, body } = await push(row);
    expect(status).toBe(422);
    expect(body).toMatchObject({
      code: 'REJECTED',
      fields: expect.arrayContaining([
        expect.objectContaining({ field: '/body/facility', code: 'MISSING_REQUIRED' }),
        expect.objectContaining({ field: '/body/mood', code: 'UNKNOWN_FIELD' }),
      ]) as unknown,
    });
    expect(JSON.stringify(body)).not.toContain('Zebedee');
  });

  it('many at once shares transactions and answers each', async () => {
    const rows = Array.from({ length: 60 }, () => aNewBooking());
    const answers = await Promise.all(rows.map((row) => push(row)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    expect(answers.map(({ body }) => body['recordId'])).toEqual(
      rows.map(({ recordId }) => recordId),
    );
  });

  it('the same new key many times at once records it once', async () => {
    const row = aNewBooking();
    const answers = await Promise.all(Array.from({ length: 8 }, () => pushBatch([row])));
    expect(answers.flatMap(outcomes).toSorted()).toEqual([
      ...Array<string>(7).fill('duplicate'),
      'recorded',
    ]);
  });
});

describe('versions, as the table of the specification has them', () => {
  it('a correction keeps the old version and tells both events', async () => {
    const row = aNewBooking();
    await push(row);
    await ingest.told();
    const second = { ...row, version: 2, body: aBookingBody({ facility: 'other' }) };
    expect((await push(second)).body).toMatchObject({ outcome: 'corrected', recordVersion: 2 });
    expect(await typesTold()).toEqual([
      'subject.reported.v1',
      'booking.recorded.v1',
      'custody.changed.v1',
    ]);
    const old: unknown[] = await ingest.dataSource.query(
      'SELECT record_version, source_version FROM record_version WHERE record_key = $1',
      [`police/jail/${row.recordId}`],
    );
    expect(old).toEqual([{ record_version: 1, source_version: '1' }]);
  });

  it('a correction before its first version makes the first history', async () => {
    const row = aNewBooking({ version: 2 });
    await push(row);
    await ingest.told();
    expect((await push({ ...row, version: 1 })).body).toMatchObject({ outcome: 'history' });
    expect((await push({ ...row, version: 1 })).body).toMatchObject({ outcome: 'duplicate' });
    expect(await typesTold()).toEqual([]);
    expect(await stateOf(row.recordId)).toMatchObject({ source_version: '2' });
  });

  it('a void withdraws what was told', async () => {
    const row = aNewBooking();
    await push(row);
    await ingest.told();
    expect((await push(aVoid({ recordId: row.recordId }))).body).toMatchObject({
      outcome: 'voided',
    });
    const told = await ingest.told();
    expect(told.map(({ type, data }) => [type, data['state'] ?? data['reason']])).toEqual([
      ['subject.reported.v1', 'withdrawn'],
      ['record.withdrawn.v1', 'voided'],
      ['custody.changed.v1', 'ended_in_error'],
    ]);
    expect(JSON.stringify(told)).not.toContain('Varga');
  });

  it('a void before its record tells nobody, and a later version revives it', async () => {
    const row = aNewBooking({ version: 3 });
    await push(aVoid({ recordId: row.recordId }));
    expect((await push({ ...row, version: 1 })).body).toMatchObject({ outcome: 'history' });
    expect(await typesTold()).toEqual([]);
    expect((await push(row)).body).toMatchObject({ outcome: 'corrected', recordVersion: 2 });
    expect(await typesTold()).toContain('booking.recorded.v1');
  });

  it('a seal withdraws at once and says nothing more of the stay', async () => {
    const row = aNewBooking();
    await push(row);
    await ingest.told();
    await push({ ...row, version: 2, restrictions: ['sealed'] });
    expect((await ingest.told()).map(({ type, data }) => [type, data['reason'] ?? null])).toEqual([
      ['subject.reported.v1', null],
      ['record.withdrawn.v1', 'sealed'],
    ]);
  });

  it('a correction that names another person tells identity-service', async () => {
    const row = aNewBooking();
    await push(row);
    await ingest.told();
    const other = aSubject({ names: [{ use: 'official', given: 'Bo', family: 'Quill' }] });
    await push({ ...row, version: 2, subject: other });
    const [subject] = await ingest.told();
    expect(subject?.data).toMatchObject({ recordVersion: 2, names: [{ given: 'Bo' }] });
  });

  it('of a source without them follow the order of arrival', async () => {
    const citation = (court: string) => ({
      kind: 'citation',
      recordId: 'c1',
      body: {
        citationNo: 'C1',
        issuedAt: '2024-03-08T10:00:00Z',
        issuingAgency: 'lbpd',
        violations: [{ statute: 'VC 1', level: 'infraction' }],
        court,
      },
    });
    const said = [];
    for (const court of ['north', 'north', 'south', 'north']) {
      said.push((await push(citation(court), 'source-police-rms')).body['outcome']);
    }
    expect(said).toEqual(['recorded', 'duplicate', 'corrected', 'corrected']);
  });
});

describe('custody', () => {
  it('is told when it changes, not when the booking does', async () => {
    const row = aNewBooking();
    await push(row);
    await push({ ...row, version: 2, body: aBookingBody({ isScreened: true }) });
    const released = { releasedAt: '2024-03-08T20:55:00-08:00', releaseReason: 'cited_out' };
    await push({ ...row, version: 3, body: aBookingBody(released) });
    const custody = (await ingest.told()).filter(({ type }) => type === 'custody.changed.v1');
    expect(custody.map(({ data }) => [data['recordVersion'], data['state']])).toEqual([
      [1, 'in_custody'],
      [3, 'released'],
    ]);
  });
});

describe('a batch', () => {
  it('answers one result per row, in order; a bad row stops no good one', async () => {
    const [good, bad] = [
      aNewBooking(),
      aNewBooking({ body: aBookingBody({ facility: undefined }) }),
    ];
    const answer = await pushBatch([good, bad, good, 7, { ...good, version: 2 }]);
    expect(answer.status).toBe(200);
    expect(outcomes(answer)).toEqual([
      'recorded',
      'rejected',
      'duplicate',
      'rejected',
      'corrected',
    ]);
    expect(answer.body).toMatchObject({
      state: 'completed',
      counts: { booking: { recorded: 1, corrected: 1, duplicate: 1, rejected: 1 } },
      rejects: { MISSING_REQUIRED: 2 },
    });
  });

  it('applies the versions of one key in their order, and tells them in it', async () => {
    const row = aNewBooking();
    const versions = [3, 1, 2].map((version) => ({ ...row, version }));
    expect(outcomes(await pushBatch(versions))).toEqual(['corrected', 'recorded', 'corrected']);
    const bookings = (await ingest.told()).filter(({ type }) => type === 'booking.recorded.v1');
    expect(bookings.map(({ data }) => [data['recordVersion'], data['sourceVersion']])).toEqual([
      [1, '1'],
      [2, '2'],
      [3, '3'],
    ]);
    expect(await stateOf(row.recordId)).toMatchObject({ record_version: 3, source_version: '3' });
  });

  it('under the same id returns its first receipt, and refuses other rows', async () => {
    const headers = { 'submission-id': crypto.randomUUID() };
    const rows = [aNewBooking()];
    const first = await pushBatch(rows, headers);
    expect(first.body.submissionId).toBe(headers['submission-id']);
    expect((await pushBatch(rows, headers)).body).toMatchObject({ counts: first.body.counts });
    expect(await pushBatch([aNewBooking()], headers)).toMatchObject({
      status: 422,
      body: { code: 'SUBMISSION_REUSED' },
    });
  });

  it.each([[{}], [{ records: 'all' }], [[]]])('of the form %j is malformed', async (body) => {
    expect((await ingest.post(JAIL, '/v1/records/batch', body)).status).toBe(400);
  });
});

describe('who may push', () => {
  it('is asked for a token', async () => {
    const response = await fetch(`${ingest.url}/v1/records`, { method: 'POST' });
    expect(response.status).toBe(401);
  });

  it('needs a credential that opens a source', async () => {
    expect((await push(aBooking(), 'gateway')).status).toBe(403);
  });

  it('cannot say whose record it is', async () => {
    const row = { ...aNewBooking(), department: 'health' };
    expect(await push(row)).toMatchObject({ status: 422 });
  });

  it('sees no receipt and no reject of another source', async () => {
    const { body } = await pushBatch([7]);
    const path = `/v1/submissions/${body.submissionId}`;
    expect((await ingest.send(JAIL, path)).status).toBe(200);
    expect((await ingest.send('source-health-ehr', path)).status).toBe(404);
    expect(await (await ingest.send('source-health-ehr', '/v1/rejects')).json()).toEqual([]);
  });

  it('is told to wait when it sends more than agreed', async () => {
    const contact = { kind: 'outreach_contact', recordId: '1', body: {} };
    const statuses = [];
    for (let times = 0; times < 3; times += 1) {
      statuses.push((await ingest.post('source-outreach-field', '/v1/records', contact)).status);
    }
    const refused = await ingest.post('source-outreach-field', '/v1/records', contact);
    expect([...statuses, refused.status]).toContain(429);
    expect(refused.headers.get('retry-after')).toMatch(/^[1-9]\d*$/);
  });
});

describe('victim-service data', () => {
  const countAll = async () => {
    const [row]: { rows: string }[] = await ingest.dataSource.query(
      `SELECT (SELECT count(*) FROM record) + (SELECT count(*) FROM reject)
            + (SELECT count(*) FROM submission) + (SELECT count(*) FROM outbox) AS rows`,
    );
    return row?.rows;
  };

  it.each([
    ['of a department that is one', 'source-safe-house-app', [{ kind: 'bed_night' }]],
    ['by its label', JAIL, [aBooking(), aBooking({ labels: ['VAWA'] })]],
  ])('%s ends the whole submission and leaves no row', async (_, client, records) => {
    const before = await countAll();
    const response = await ingest.post(client, '/v1/records/batch', { records });
    expect(response.status).toBe(422);
    expect(await response.json()).toMatchObject({ code: 'VICTIM_SERVICE_DATA' });
    expect(await countAll()).toBe(before);
  });
});

describe('rejects', () => {
  it('keep the row for its owner, but not one refused for what it is about', async () => {
    const wrong = aNewBooking({ body: aBookingBody({ facility: 9 }) });
    const minor = aNewBooking({ subject: aSubject({ birthDates: ['2010-01-02'] }) });
    const { body } = await pushBatch([wrong, minor]);
    const response = await ingest.send(JAIL, `/v1/rejects?submission=${body.submissionId}`);
    const rejects = (await response.json()) as { line: number }[];
    expect(rejects.toSorted((one, other) => one.line - other.line)).toMatchObject([
      { line: 1, errors: [{ code: 'BAD_TYPE' }], row: { recordId: wrong.recordId } },
      { line: 2, errors: [{ code: 'JUVENILE_NOT_ACCEPTED' }], row: null },
    ]);
  });
});
