import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { CorrectionView } from '@continuum/contracts';
import { aGateway, care } from '../../../test/a-gateway.js';
import { aDecision, aSilentDenial, aSource, ana, shows } from '../../../test/decision.builder.js';
import { PassThrough } from 'node:stream';
import type { Call } from '../../../test/city.double.js';

let gateway: Awaited<ReturnType<typeof aGateway>>;
beforeAll(async () => void (gateway = await aGateway()));
afterAll(() => gateway.close());

const caseId = '0190a5b0-0000-7000-8000-0000000000c1';
const mdt = (id = caseId) =>
  aSource({ recordKey: `mdt/${id}`, dataset: 'mdt', shown: shows('mdt.status', 'mdt.version') });
const permits = [
  { owner: 'homeless-services', audience: 'referral-service', permit: 'permit-of-cases' },
];
const kept = {
  recordKey: `mdt/${caseId}`,
  elements: { 'mdt.status': 'offered', 'mdt.version': 2 },
};
const answer = { id: caseId, version: 3, state: 'enrolled' };

beforeEach(() => {
  gateway.city.calls.length = 0;
  gateway.city.on = {
    'GET /internal/record-keys/mdt': () => [200, { recordKeys: [`mdt/${caseId}`] }],
    'POST /v1/decisions': () => [200, aDecision({ sources: [mdt()], permits })],
    'POST /internal/read': () => [200, [kept]],
    [`POST /v1/decisions/${aDecision().decisionId}/release`]: () => [204],
    'POST /v1/cases': () => [201, { ...answer, state: 'proposed' }],
    [`POST /v1/cases/${caseId}/commands`]: () => [200, answer],
  };
});
const routes = () => gateway.city.calls.map(({ route }) => route);
const callTo = (route: string): Call | undefined =>
  gateway.city.calls.find((call) => call.route === route);
const command = (body: object) =>
  gateway.ask(`/v1/cases/${caseId}/commands`, { body, headers: care });

describe('cases', () => {
  it('are listed as far as each may be seen', async () => {
    const listed = await gateway.ask('/v1/cases', { headers: care });
    expect(await listed.json()).toEqual([
      { id: caseId, personId: ana, elements: kept.elements, withheld: [], notices: [] },
    ]);
    expect(callTo('POST /v1/decisions')?.body).toMatchObject({
      action: 'list',
      recordKeys: [`mdt/${caseId}`],
    });
    expect(callTo('POST /internal/read')?.headers['continuum-permit']).toBe('permit-of-cases');
  });

  it('of somebody who has none are an empty list', async () => {
    gateway.city.on['GET /internal/record-keys/mdt'] = () => [200, { recordKeys: [] }];
    expect(await (await gateway.ask('/v1/cases', { headers: care })).json()).toEqual([]);
  });

  it('that may not be seen are not found', async () => {
    gateway.city.on['POST /v1/decisions'] = () => [200, aSilentDenial()];
    expect((await gateway.ask(`/v1/cases/${caseId}`, { headers: care })).status).toBe(404);
  });
});

describe('a command', () => {
  const enrol = { commandId: ana, expectedVersion: 2, type: 'enrol', data: { agreedAt: 'now' } };

  it('is sent after its decision was released, with purpose and user', async () => {
    expect(await (await command(enrol)).json()).toEqual(answer);
    expect(routes()).toEqual([
      'POST /v1/decisions',
      `POST /v1/decisions/${aDecision().decisionId}/release`,
      `POST /v1/cases/${caseId}/commands`,
    ]);
    expect(callTo('POST /v1/decisions')?.body).toMatchObject({ action: 'write' });
    const sent = callTo(`POST /v1/cases/${caseId}/commands`);
    expect(sent?.body).toEqual(enrol);
    expect(sent?.headers).toMatchObject({
      'continuum-purpose': 'CARE_COORD',
      'continuum-user-token': expect.any(String),
    });
  });

  it('to what may not be seen is a command to nothing', async () => {
    gateway.city.on['POST /v1/decisions'] = () => [200, aSilentDenial()];
    expect((await command(enrol)).status).toBe(404);
    expect(routes()).toEqual(['POST /v1/decisions']);
  });

  it('that its keeper refuses is refused with the code it gave', async () => {
    gateway.city.on[`POST /v1/cases/${caseId}/commands`] = () => [
      409,
      { code: 'WRONG_STATE', detail: 'The case is closed.' },
    ];
    const refused = await command(enrol);
    expect(refused.status).toBe(409);
    expect(await refused.json()).toMatchObject({ code: 'WRONG_STATE' });
  });
});

describe('nominating', () => {
  const nominate = (person: object) =>
    gateway.ask('/v1/cases', {
      body: { commandId: ana, person, programme: 'justice-lab', origin: 'clinician' },
      headers: care,
    });

  it('a person is judged as if the case were there', async () => {
    expect((await nominate({ personId: ana })).status).toBe(201);
    expect(callTo('POST /v1/decisions')?.body).toMatchObject({ action: 'write', persons: [ana] });
  });

  it('somebody not yet linked is judged by the record that names them', async () => {
    expect((await nominate({ recordKey: 'outreach/field/7' })).status).toBe(201);
    expect(callTo('POST /v1/decisions')?.body).toMatchObject({
      action: 'read',
      recordKeys: ['outreach/field/7'],
    });
  });

  it.each([
    ['nobody', {}],
    ['two at once', { personId: ana, recordKey: 'outreach/field/7' }],
  ])('%s is refused', async (_, person) => {
    expect((await nominate(person)).status).toBe(422);
    expect(routes()).toEqual([]);
  });
});

describe('a draft of a referral', () => {
  const path = `/v1/referrals/${caseId}/commands`;

  it('is sent by the service that alone knows of it, and decides', async () => {
    gateway.city.on[`POST ${path}`] = () => [200, { ...answer, state: 'sent' }];
    const body = { commandId: ana, expectedVersion: 1, type: 'send' };
    const sent = await gateway.ask(path, { body, headers: care });
    expect(await sent.json()).toMatchObject({ state: 'sent' });
    expect(routes()).toEqual([`POST ${path}`]);
  });

  it('that was sent is decided like all else', async () => {
    gateway.city.on['POST /v1/decisions'] = () => [200, aSilentDenial()];
    const body = { commandId: ana, expectedVersion: 2, type: 'accept' };
    expect((await gateway.ask(path, { body, headers: care })).status).toBe(404);
    expect(routes()).toEqual(['POST /v1/decisions']);
  });
});

describe('alerts', () => {
  it('stream ids as they come', async () => {
    const signal = `id: 1\ndata: {"alertId":"${ana}","version":1}\n\n`;
    gateway.city.on['GET /v1/alerts/stream'] = () => [200, signal];
    const stream = await gateway.ask('/v1/alerts/stream', {
      headers: { ...care, 'last-event-id': '0' },
    });
    expect(stream.headers.get('content-type')).toBe('text/event-stream');
    expect(JSON.parse(await stream.text())).toBe(signal);
    expect(callTo('GET /v1/alerts/stream')?.headers['last-event-id']).toBe('0');
  });

  it('stop streaming when the token ends, as a stream ends', async () => {
    const endless = new PassThrough();
    endless.write('data: {}\n\n');
    gateway.city.on['GET /v1/alerts/stream'] = () => [200, endless];
    const stream = await gateway.ask('/v1/alerts/stream', { headers: care, lastsS: 1 });
    expect(await stream.text()).toBe('data: {}\n\n');
  });

  it('are acknowledged where they are kept', async () => {
    gateway.city.on[`POST /v1/alerts/${ana}/acknowledgement`] = () => [200, answer];
    const body = { commandId: ana, expectedVersion: 1 };
    const acknowledged = await gateway.ask(`/v1/alerts/${ana}/acknowledgement`, {
      body,
      headers: care,
    });
    expect(await acknowledged.json()).toEqual(answer);
  });
});

describe('a correction', () => {
  const path = `/v1/corrections/${caseId}/resolution`;
  const resolution = { commandId: caseId, expectedVersion: 1, personId: ana };

  it('is listed and resolved where it is kept, by the user who asks', async () => {
    const waiting: CorrectionView = {
      correctionId: caseId,
      version: 1,
      kind: 'person_moved',
      recordKey: `mdt/${caseId}`,
      personIds: [ana],
      raisedAt: '2026-03-02T18:00:00.000Z',
    };
    gateway.city.on = {
      'GET /v1/corrections': () => [200, [waiting]],
      [`POST ${path}`]: () => [200, { ...answer, state: 'resolved' }],
    };
    const listed = await gateway.ask('/v1/corrections', { headers: care });
    expect(await listed.json()).toEqual([waiting]);
    const resolved = await gateway.ask(path, { body: resolution, user: 'cleo', headers: care });
    expect(await resolved.json()).toMatchObject({ state: 'resolved' });
    expect(callTo(`POST ${path}`)?.body).toEqual(resolution);
    expect(callTo(`POST ${path}`)?.headers).toMatchObject({
      'continuum-user-token': expect.any(String),
    });
  });
});
