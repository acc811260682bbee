import { SubjectReportedV1, type PermitClaims, type Subject } from '@continuum/contracts';
import { InMemoryPort } from '@continuum/messaging';
import { createService } from '@continuum/service-kit';
import { aDatabase, anEvent, anIssuer, FixedClock, until } from '@continuum/testing';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DataSource } from 'typeorm';
import { Resolver } from '../src/actions/resolver.js';
import { AppModule } from '../src/app.module.js';
import { identityConfig } from '../src/config.js';
import { SubjectReportedHandler } from '../src/inbound/subject-reported.handler.js';
import { migrations } from '../src/store/migrations/index.js';
import { SECRET } from './an-identity.js';

export const NOW = '2026-03-02T09:00:00Z';

interface Sending {
  readonly user?: string;
  readonly prefer?: string | undefined;
}

/** The service, listening, with a database of its own, an issuer, and a consent-service that signs permits. */
export async function anIdentityService() {
  const clock = new FixedClock(NOW);
  const issuer = await anIssuer({ now: () => clock.now() });
  const database = await aDatabase(migrations);
  const consent = await aConsentService(clock);
  const config = identityConfig({
    PORT: '0',
    HEALTH_PORT: '0',
    OIDC_ISSUER: issuer.url,
    CLIENT_SECRET: 'test-secret',
    DATABASE_URL: database.url,
    KAFKA_BROKERS: 'none',
    RELAY: 'off',
    LOG_LEVEL: 'silent',
    IDENTITY_SECRET: SECRET,
    CONSENT_URL: consent.url,
  });
  const app = await createService(
    AppModule.with(config, { clock, port: new InMemoryPort() }),
    config,
  );
  const url = await app.getUrl();

  const send = async (
    method: string,
    path: string,
    permit?: string,
    body?: unknown,
    { user: sub = 'nora', prefer }: Sending = {},
  ) => {
    const service = await issuer.token({ client_id: 'gateway', aud: 'identity-service' });
    const user = await issuer.token({ sub, aud: 'continuum' });
    const answer = await fetch(url + path, {
      method,
      headers: {
        authorization: `Bearer ${service}`,
        'continuum-user-token': user,
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(prefer !== undefined && { prefer }),
        ...(permit !== undefined && { 'continuum-permit': permit }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    const read = (text === '' ? {} : JSON.parse(text)) as Record<string, unknown>;
    return { status: answer.status, body: read };
  };
  const report = async (...subjects: Subject[]) => {
    const events = subjects.map((subject) => anEvent(SubjectReportedV1, subject));
    const handler = app.get(SubjectReportedHandler);
    await app.get(DataSource).transaction((tx) => handler.handle(events, { tx }));
    await settled();
  };
  /** Nothing waits any more. */
  const settled = () =>
    until(async () => {
      const rows: unknown[] = await database.dataSource.query(
        'SELECT FROM intake WHERE taken_step IS NULL',
      );
      return rows.length === 0 && Boolean(app.get(Resolver).memory);
    });
  const close = async () => {
    await app.close();
    await Promise.all([database.drop(), issuer.close(), consent.close()]);
  };
  const { dataSource } = database;
  return { send, report, settled, permit: consent.permit, dataSource, clock, close };
}

/** Publishes its keys and signs permits for gateway and nora. */
async function aConsentService(clock: FixedClock) {
  const { privateKey, publicKey } = await generateKeyPair('EdDSA');
  const keys = [{ ...(await exportJWK(publicKey)), kid: 'k', alg: 'EdDSA', use: 'sig' }];
  const server = createServer((_, response) =>
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ keys })),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const permit = (claims: Partial<PermitClaims>) => {
    const iat = Math.floor(+clock.now() / 1000);
    const boring = {
      jti: 'd1',
      sub: 'nora',
      caller: 'gateway',
      purpose: 'TREAT',
      owner: 'identity-service',
      epochs: {},
      records: {},
      labels: {},
    };
    return new SignJWT({ ...boring, ...claims, iat, exp: iat + 60 })
      .setAudience('identity-service')
      .setProtectedHeader({ alg: 'EdDSA', kid: 'k' })
      .sign(privateKey);
  };
  const close = () => new Promise<void>((resolve) => void server.close(() => resolve()));
  return { url, permit, close };
}

/** A permit's part that shows these records whatever their labels. */
export function showing(...recordKeys: string[]): Partial<PermitClaims> {
  return {
    records: Object.fromEntries(recordKeys.map((key) => [key, ['book.name']])),
    labels: Object.fromEntries(recordKeys.map((key) => [key, ['LOCAL_CH' as const]])),
  };
}
