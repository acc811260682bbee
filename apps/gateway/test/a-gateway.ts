import { createService } from '@continuum/service-kit';
import { anIssuer } from '@continuum/testing';
import { AppModule } from '../src/app.module.js';
import { gatewayConfig } from '../src/config.js';
import { openDoor } from '../src/open-door.js';
import { aCity } from './city.double.js';
import { undocumented } from './documented.js';

interface Raw {
  readonly method?: string;
  readonly body?: string;
  readonly user?: string;
  /** Of the token. */
  readonly lastsS?: number;
  readonly headers?: Record<string, string>;
}
type Asking = Omit<Raw, 'body'> & { readonly body?: unknown };

/** The gateway with everything behind it played by one server, and a way to ask it as a user. */
export async function aGateway(env: Record<string, string> = {}) {
  const [issuer, city] = [await anIssuer(), await aCity()];
  const config = gatewayConfig({
    PORT: '0',
    HEALTH_PORT: '0',
    LOG_LEVEL: 'silent',
    OIDC_ISSUER: issuer.url,
    CLIENT_SECRET: 'test-secret',
    CONSENT_URL: city.url,
    IDENTITY_URL: city.url,
    REFERRAL_URL: city.url,
    REPORTING_URL: city.url,
    INGEST_URLS: `*=${city.url}`,
    ...env,
  });
  const app = await createService(AppModule.with(config), config, { before: [openDoor(config)] });
  const url = await app.getUrl();

  const raw = async (
    path: string,
    { method = 'GET', body, user = 'hana', lastsS = 300, headers }: Raw = {},
  ) => {
    const answer = await fetch(url + path, {
      method,
      headers: {
        authorization: `Bearer ${await issuer.token({ sub: user, aud: 'continuum', lastsS })}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body }),
    });
    await assertDocumented(method, path, answer.clone());
    return answer;
  };
  const ask = async (path: string, { body, method, ...rest }: Asking = {}) =>
    body === undefined
      ? raw(path, { ...rest, method: method ?? 'GET' })
      : raw(path, { ...rest, method: method ?? 'POST', body: JSON.stringify(body) });
  const close = async () => {
    await app.close();
    await Promise.all([city.close(), issuer.close()]);
  };
  return { app, city, issuer, url, ask, raw, close };
}

/** Whatever a spec asks, what it gets is what the OpenAPI document says. */
async function assertDocumented(method: string, path: string, answer: Response) {
  if (!answer.ok || !answer.headers.get('content-type')?.startsWith('application/json')) return;
  const difference = undocumented(method, path, answer.status, await answer.json());
  if (difference) throw new Error(`${method} ${path}: ${difference}`);
}

export const care = { 'continuum-purpose': 'CARE_COORD' };
