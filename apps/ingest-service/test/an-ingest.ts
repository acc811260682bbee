import type { JSONWebKeySet } from 'jose';
import { InMemoryPort } from '@continuum/messaging';
import { createService } from '@continuum/service-kit';
import { aDatabase, anIssuer, FixedClock } from '@continuum/testing';
import { createServer } from 'node:http';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { AppModule } from '../src/app.module.js';
import { ingestConfig } from '../src/config.js';
import { door } from '../src/open-door.js';
import { migrations } from '../src/store/migrations/index.js';

const SOURCES = {
  sources: [
    {
      department: 'police',
      source: 'jail',
      client: 'source-police-jail',
      kinds: ['booking'],
      versioning: 'number',
    },
    { department: 'police', source: 'rms', client: 'source-police-rms', kinds: ['citation'] },
    {
      department: 'health',
      source: 'ehr',
      client: 'source-health-ehr',
      kinds: ['health_encounter'],
    },
    {
      department: 'safe-house',
      source: 'app',
      client: 'source-safe-house-app',
      kinds: ['bed_night'],
      isVictimService: true,
    },
    {
      department: 'outreach',
      source: 'field',
      client: 'source-outreach-field',
      kinds: ['outreach_contact'],
      rate: 1,
    },
  ],
};

export interface Outgoing {
  readonly topic: string;
  readonly type: string;
  readonly aggregateid: string;
  readonly data: Record<string, unknown>;
}

/** The service, listening, with a database of its own, an issuer, and consent-service's public keys. */
export async function anIngest(permitKeys: JSONWebKeySet = { keys: [] }) {
  const clock = new FixedClock('2024-03-09T05:00:00Z');
  const issuer = await anIssuer({ now: () => clock.now() });
  const database = await aDatabase(migrations);
  const consent = await answering(permitKeys);
  const folder = mkdtempSync(join(tmpdir(), 'ingest-'));
  const sourcesFile = join(folder, 'sources.yaml');
  writeFileSync(sourcesFile, stringify(SOURCES));

  const config = ingestConfig({
    PORT: '0',
    HEALTH_PORT: '0',
    OIDC_ISSUER: issuer.url,
    CLIENT_SECRET: 'test-secret',
    DATABASE_URL: database.url,
    KAFKA_BROKERS: 'none',
    RELAY: 'off',
    LOG_LEVEL: 'silent',
    SOURCES_FILE: sourcesFile,
    REFERENCE_KEY: 'a key for tests',
    CONSENT_URL: consent.url,
  });
  const app = await createService(
    AppModule.with(config, { clock, port: new InMemoryPort() }),
    config,
    door,
  );
  const url = await app.getUrl();

  const send = async (
    client: string,
    path: string,
    { headers = {}, ...init }: RequestInit = {},
  ) => {
    const token = await issuer.token({ client_id: client, aud: 'ingest-service' });
    return fetch(url + path, {
      ...init,
      headers: { authorization: `Bearer ${token}`, ...(headers as Record<string, string>) },
    });
  };
  const post = (
    client: string,
    path: string,
    body: unknown,
    headers: Record<string, string> = {},
  ) =>
    send(client, path, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json', ...headers },
    });
  /** Takes what waits in the outbox. */
  const told = async (): Promise<Outgoing[]> => {
    const rows: (Outgoing & { id: string })[] = await database.dataSource.query(
      `WITH gone AS (DELETE FROM outbox RETURNING *)
       SELECT id, topic, type, aggregateid, convert_from(payload, 'UTF8')::jsonb AS data FROM gone ORDER BY id`,
    );
    return rows.map(({ topic, type, aggregateid, data }) => ({ topic, type, aggregateid, data }));
  };
  const close = async () => {
    await app.close();
    await Promise.all([database.drop(), issuer.close(), consent.close()]);
    rmSync(folder, { recursive: true });
  };
  return { clock, issuer, dataSource: database.dataSource, url, send, post, told, close };
}
export type RunningIngest = Awaited<ReturnType<typeof anIngest>>;

async function answering(body: object) {
  const server = createServer((_, response) =>
    response.setHeader('content-type', 'application/json').end(JSON.stringify(body)),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url, close: () => new Promise<unknown>((resolve) => server.close(resolve)) };
}
