import { generateKeyPairSync } from 'node:crypto';
import { allTopics, InMemoryPort } from '@continuum/messaging';
import { createService } from '@continuum/service-kit';
import { aDatabase, anIssuer, FixedClock } from '@continuum/testing';
import { AppModule } from '../src/app.module.js';
import { beforeOpening } from '../src/before-opening.js';
import { consentServiceConfig } from '../src/config.js';
import { consentServiceMigrations } from '../src/store/data-source.js';

export interface Asking {
  readonly method?: string;
  readonly body?: unknown;
  /** Client id of the calling service. */
  readonly service?: string;
  readonly user?: string;
}

const { privateKey } = generateKeyPairSync('ed25519');
const MFA_BEFORE_MS = 3_600_000;

/** The service on a database of its own, at an instant that the test gives, with tokens signed for it. */
export async function aConsentService(
  at = '2026-03-02T18:00:00.000Z',
  env: Record<string, string> = {},
) {
  const clock = new FixedClock(at);
  const issuer = await anIssuer({ now: () => clock.now() });
  const database = await aDatabase(consentServiceMigrations);
  const config = consentServiceConfig({
    PORT: '0',
    HEALTH_PORT: '0',
    LOG_LEVEL: 'silent',
    CITY_MODE: 'demonstration',
    LEGAL_APPROVAL: 'sample',
    OIDC_ISSUER: issuer.url,
    CLIENT_SECRET: 'test-secret',
    DATABASE_URL: database.url,
    KAFKA_BROKERS: 'in-memory',
    RELAY: 'off',
    PERMIT_KEY: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    AUDIT_KEY: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    PSEUDONYM_KEY: 'test-pseudonym-key',
    ...env,
  });
  const port = new InMemoryPort();
  await port.ensureTopics(allTopics(['consent-service']));
  const app = await createService(AppModule.with(config, { clock, port }), config, {
    before: beforeOpening(config),
    bodyLimit: 2 * 1024 * 1024,
  });
  const url = await app.getUrl();

  const ask = async (path: string, { method, body, service = 'gateway', user }: Asking = {}) => {
    const authTime = Math.floor((+clock.now() - MFA_BEFORE_MS) / 1000);
    const userToken =
      user &&
      (await issuer.token({ sub: user, aud: 'continuum', auth_time: authTime, amr: ['mfa'] }));
    const token = await issuer.token({ client_id: service, aud: 'consent-service' });
    return fetch(url + path, {
      method: method ?? (body === undefined ? 'GET' : 'POST'),
      headers: {
        authorization: `Bearer ${token}`,
        ...(userToken && { 'continuum-user-token': userToken }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  };
  const close = async () => {
    await app.close();
    await Promise.all([database.drop(), issuer.close()]);
  };
  return { app, clock, database, dataSource: database.dataSource, issuer, url, ask, close };
}

export type ConsentService = Awaited<ReturnType<typeof aConsentService>>;
