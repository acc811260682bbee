import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { PublishService } from '@continuum/contracts';
import { allTopics, InMemoryPort, joinStream } from '@continuum/messaging';
import { createService } from '@continuum/service-kit';
import { aDatabase, anIssuer, type TestDatabase, type TestIssuer } from '@continuum/testing';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { randomUUID } from 'node:crypto';
import { ANA } from '../test/mdt-case.builder.js';
import { aService } from '../test/referral.builder.js';
import { AppModule } from './app.module.js';
import { referralConfig } from './config.js';
import { migrations } from './store/data-source.js';

let database: TestDatabase;
let issuer: TestIssuer;
let app: NestFastifyApplication;
let url: string;

beforeAll(async () => {
  database = await aDatabase(migrations);
  issuer = await anIssuer();
  const port = new InMemoryPort();
  await port.ensureTopics(
    [...allTopics(['referral-service'])].map((topic) => ({ ...topic, partitions: 1 })),
  );
  const config = referralConfig({
    DATABASE_URL: database.url,
    KAFKA_BROKERS: 'none:1',
    OIDC_ISSUER: issuer.url,
    CLIENT_SECRET: 'test-secret',
    PORT: '0',
    HEALTH_PORT: '0',
    LOG_LEVEL: 'silent',
    RELAY: 'off',
    CONSENT_URL: 'http://127.0.0.1:9',
  });
  app = await createService(AppModule.with(config, { port }), config, { before: [joinStream] });
  url = await app.getUrl();
});
afterAll(async () => {
  await app.close();
  await issuer.close();
  await database.drop();
});

interface Ask {
  readonly method?: string;
  readonly service?: string;
  readonly user?: string;
  readonly body?: unknown;
}
const ask = async (path: string, { method = 'GET', service, user, body }: Ask = {}) => {
  const aud = 'referral-service';
  const headers = {
    'continuum-purpose': 'CARE_COORD',
    ...(service && { authorization: `Bearer ${await issuer.token({ client_id: service, aud })}` }),
    ...(user && {
      'continuum-user-token': await issuer.token({ sub: user, aud: 'continuum' }),
    }),
    ...(body ? { 'content-type': 'application/json' } : {}),
  };
  return fetch(url + path, { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) });
};
const { serviceId, version: _v, at: _a, labels: _l, area: _r, ...shelter } = aService();

describe('the service', () => {
  it.each([
    ['GET', '/v1/cases'],
    ['POST', '/v1/cases'],
    ['GET', '/v1/services'],
    ['GET', '/v1/alerts'],
    ['GET', '/v1/alerts/stream'],
    ['POST', '/internal/read'],
  ])('answers %s %s to nobody without a token', async (method, path) => {
    expect((await ask(path, { method })).status).toBe(401);
  });

  it.each(['/v1/cases', '/v1/referrals', `/v1/cases/${ANA}`, `/v1/referrals/${ANA}/history`])(
    'shows nothing of %s without a permit',
    async (path) => {
      const answer = await ask(path, { service: 'gateway', user: 'hana' });
      expect(answer.status).toBe(403);
      expect(await answer.json()).toMatchObject({ code: 'NO_DECISION' });
    },
  );

  it('lets only directory clients publish a service', async () => {
    const body: PublishService = { ...shelter };
    const put = (service: string) =>
      ask(`/v1/services/${serviceId}`, { method: 'PUT', service, body });
    expect((await put('gateway')).status).toBe(403);
    expect((await put('directory')).status).toBe(204);
    const capacity = { unit: 'bed', population: 'adult', available: 1, maximum: 4, funded: 4 };
    const report = (user: string) =>
      ask(`/v1/services/${serviceId}/capacity`, {
        ...{ method: 'PUT', service: 'gateway', user, body: capacity },
      });
    expect((await report('omar')).status).toBe(404);
    expect((await report('pax')).status).toBe(204);
    const listed = await ask('/v1/services?need=shelter', { service: 'gateway', user: 'hana' });
    expect(await listed.json()).toMatchObject([
      { serviceId, answer: 'capacity', capacity: [{ unit: 'bed', open: 1 }] },
    ]);
  });

  it.each([
    ['/v1/cases', { nothing: true }],
    [`/v1/cases/${ANA}/commands`, { type: 'dance' }],
    ['/v1/referrals', { commandId: 'x' }],
    [`/v1/referrals/${ANA}/commands`, { commandId: randomUUID(), type: 'send', data: [] }],
    [`/v1/alerts/${ANA}/acknowledgement`, {}],
  ])('refuses rubbish sent to %s and names the fields', async (path, body) => {
    const answer = await ask(path, { method: 'POST', service: 'gateway', user: 'hana', body });
    expect(answer.status).toBe(422);
    expect(((await answer.json()) as { fields: unknown[] }).fields.length).toBeGreaterThan(0);
  });

  it('takes a nomination and tells the one who coordinates where it is', async () => {
    const body = {
      commandId: randomUUID(),
      person: { personId: ANA },
      programme: 'justice-lab',
      origin: 'officer',
    };
    const made = await ask('/v1/cases', { method: 'POST', service: 'gateway', user: 'omar', body });
    expect(made.status).toBe(201);
    const { id } = (await made.json()) as { id: string };
    const keys = () => ask('/internal/record-keys/mdt', { service: 'gateway', user: 'cleo' });
    expect(await (await keys()).json()).toEqual({ recordKeys: [] });
    const team = { programme: 'justice-lab', coordinators: ['cleo'], cliniciansOnShift: [] };
    await ask('/v1/teams/mdt', { method: 'PUT', service: 'directory', body: team });
    expect(await (await keys()).json()).toEqual({ recordKeys: [`mdt/${id}`] });
  });

  it('changes nothing when nobody can decide', async () => {
    const body = {
      ...{ commandId: randomUUID(), person: { personId: ANA }, serviceId, send: true },
      ...{ needCategory: 'shelter', urgency: 'routine', door: 'mdt', discloses: ['mdt.status'] },
    };
    const answer = await ask('/v1/referrals', {
      ...{ method: 'POST', service: 'gateway', user: 'hana', body },
    });
    expect(answer.status).toBe(503);
    expect(await answer.json()).toMatchObject({ code: 'DECISION_UNAVAILABLE' });
  });

  it('streams ids of alerts to whom they were sent, from where the client left off', async () => {
    const [first, second] = [randomUUID(), randomUUID()];
    for (const alertId of [first, second]) await sentAlert(alertId, 'cara');
    const token = await issuer.token({ client_id: 'gateway', aud: 'referral-service' });
    const abort = new AbortController();
    const stream = await fetch(`${url}/v1/alerts/stream`, {
      headers: {
        'continuum-purpose': 'TREAT',
        authorization: `Bearer ${token}`,
        'continuum-user-token': await issuer.token({ sub: 'cara', aud: 'continuum' }),
        'last-event-id': '1',
      },
      signal: abort.signal,
    });
    const reader = (stream.body ?? new ReadableStream<Uint8Array>()).getReader();
    let text = '';
    while (!text.includes(second)) {
      const { value, done } = await reader.read();
      if (done) break;
      text += new TextDecoder().decode(value as Uint8Array);
    }
    abort.abort();
    expect(text).toContain(JSON.stringify({ alertId: second, version: 2 }));
    expect(text).toContain('id: 2');
    expect(text).not.toContain(first);
    expect(text).not.toContain(ANA);
  });

  it('has a word for every table and column it keeps', async () => {
    const silent = await database.dataSource.query(
      `SELECT c.relname, a.attname FROM pg_class c
         JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
         JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = 'public'
        WHERE c.relkind = 'r' AND c.relname <> 'migrations'
          AND (col_description(c.oid, a.attnum) IS NULL OR obj_description(c.oid) IS NULL)`,
    );
    expect(silent).toEqual([]);
  });
});

async function sentAlert(alertId: string, userId: string) {
  const { dataSource } = database;
  await dataSource.query(
    `INSERT INTO alert VALUES ($1, 2, 'booked', 'police/jail/1', $2, NULL, false, NULL, 'raised', now(), now())`,
    [alertId, ANA],
  );
  await dataSource.query(
    `INSERT INTO delivery VALUES ($1, $2, 'clinician', 'stream', 'sent', 1, now(), 'd1', now(), nextval('delivery_position'))`,
    [alertId, userId],
  );
}
