import { allTopics, InMemoryPort, joinStream } from '@continuum/messaging';
import type { PermitClaims } from '@continuum/contracts';
import { createService } from '@continuum/service-kit';
import { anIssuer } from '@continuum/testing';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AppModule } from '../src/app.module.js';
import { reportingConfig } from '../src/config.js';
import type { Mart } from './a-mart.js';

const KEY = { kid: 'permit-key', alg: 'EdDSA', use: 'sig' };

interface Asking {
  readonly permits?: readonly PermitClaims[];
  readonly user?: string;
  readonly service?: string;
  /** Posted. */
  readonly body?: object;
}

/** The service over HTTP on a mart, with permits that a consent-service of its own signs. */
export async function aReportingService({ url: databaseUrl, clock }: Mart) {
  const now = () => clock.now();
  const issuer = await anIssuer({ now });
  const consent = await aConsentService(now);
  const config = reportingConfig({
    PORT: '0',
    HEALTH_PORT: '0',
    LOG_LEVEL: 'silent',
    OIDC_ISSUER: issuer.url,
    CLIENT_SECRET: 'test-secret',
    CONSENT_URL: consent.url,
    DATABASE_URL: databaseUrl,
    KAFKA_BROKERS: 'in-memory',
    RELAY: 'off',
    TOMBSTONE_KEY: 'a key of this test',
  });
  const port = new InMemoryPort();
  await port.ensureTopics(allTopics(['reporting-service']));
  const module = AppModule.with(config, { clock, port });
  const app = await createService(module, config, { before: [joinStream] });
  const url = await app.getUrl();

  const ask = async (path: string, { permits = [], user = 'ada', ...rest }: Asking = {}) => {
    const token = (claims: { sub?: string; client_id?: string; aud: string }) =>
      issuer.token({ ...claims, at: now() });
    const signed = await Promise.all(permits.map(consent.sign));
    return fetch(url + path, {
      ...(rest.body && { method: 'POST', body: JSON.stringify(rest.body) }),
      headers: {
        ...(rest.body && { 'content-type': 'application/json' }),
        authorization: `Bearer ${await token({ client_id: rest.service ?? 'gateway', aud: 'reporting-service' })}`,
        'continuum-user-token': await token({ sub: user, aud: 'continuum' }),
        ...(signed.length > 0 && { 'continuum-permit': signed.join(',') }),
      },
    });
  };
  const close = async () => {
    await app.close();
    await Promise.all([issuer.close(), consent.close()]);
  };
  return { ask, close };
}

async function aConsentService(now: () => Date) {
  const { privateKey, publicKey } = await generateKeyPair('EdDSA', { extractable: true });
  const keys = JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), ...KEY }] });
  const server = createServer((_, response) =>
    response.writeHead(200, { 'content-type': 'application/json' }).end(keys),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const sign = (permit: PermitClaims) =>
    new SignJWT({ ...permit })
      .setProtectedHeader(KEY)
      .setAudience('reporting-service')
      .setIssuedAt(now())
      .setExpirationTime(new Date(+now() + 60_000))
      .sign(privateKey);
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, sign, close };
}

export function aPermit(overrides: Partial<PermitClaims> = {}): PermitClaims {
  return {
    jti: '0190a5b0-0000-7000-8000-000000000001',
    sub: 'ada',
    caller: 'gateway',
    purpose: 'REPORTING',
    owner: 'police',
    records: {},
    labels: {},
    epochs: { policy: 3 },
    ...overrides,
  };
}

/** What police lets be counted: bookings and citations. */
export const countingPolice = (): PermitClaims =>
  aPermit({
    aggregate: {
      datasets: ['book', 'cite'],
      labels: ['LOCAL_CH'],
      elements: ['book.admittedAt', 'cite.issuedAt'],
    },
  });

export const countingFire = (): PermitClaims =>
  aPermit({
    owner: 'fire',
    aggregate: { datasets: ['ems'], labels: ['HIPAA'], elements: ['ems.notifiedAt'] },
  });
