import { once } from 'node:events';
import { createServer } from 'node:http';
import { exportJWK, generateKeyPair, importJWK, SignJWT, type JWK } from 'jose';
import { Provider } from 'oidc-provider';
import { NothingKept } from './nothing-kept.adapter.js';
import type { Secrets } from './secrets.js';

export interface LocalIssuer {
  readonly url: string;
  /** Of a person, as if signed in with a second factor, a moment ago or at an instant; lasts a working day. */
  userToken(sub: string, at?: Date): Promise<string>;
  close(): Promise<void>;
}

export interface IssuerOptions {
  readonly port: number;
  readonly signingKey: JWK;
  /** Secret by client id: services and sources. */
  readonly clients: ReadonlyMap<string, string>;
}

const RESOURCE = 'urn:continuum:';
const SERVICE_TOKEN_S = 600;
const USER_TOKEN_S = 8 * 3600;

/** An OIDC issuer for one machine: client credentials, the audience of a token is the service it calls. */
export async function startIssuer({
  port,
  signingKey,
  clients,
}: IssuerOptions): Promise<LocalIssuer> {
  const url = `http://127.0.0.1:${port}`;
  const provider = new Provider(url, {
    jwks: { keys: [signingKey] },
    clients: [...clients].map(([client_id, client_secret]) => ({
      client_id,
      client_secret,
      grant_types: ['client_credentials'],
      redirect_uris: [],
      response_types: [],
    })),
    adapter: NothingKept,
    ttl: { ClientCredentials: SERVICE_TOKEN_S },
    features: {
      clientCredentials: { enabled: true },
      devInteractions: { enabled: false },
      resourceIndicators: { enabled: true, getResourceServerInfo: (_, uri) => resourceOf(uri) },
    },
  });
  const answer = provider.callback();
  const server = createServer((request, response) => void answer(request, response));
  await once(server.listen(port, '127.0.0.1'), 'listening');

  const close = async () => {
    server.closeAllConnections();
    await once(server.close(), 'close');
  };
  const userToken = (sub: string, at = new Date()) => signUserToken({ sub, at }, url, signingKey);
  return { url, userToken, close };
}

/** The city's own issuer signs its people's tokens itself; it must know the clients in `.stack/secrets`. */
export function givenIssuer(url: string): LocalIssuer {
  const userToken = () =>
    Promise.reject(
      new Error(`OIDC_ISSUER is set: people sign in at ${url}, there is no demo token.`),
    );
  return { url, userToken, close: () => Promise.resolve() };
}

/** Made once per stack, so that tokens outlive a restart. */
export async function signingKeyOf(secrets: Secrets): Promise<JWK> {
  const key = await secrets.get('issuer-signing-key', async () => {
    const { privateKey } = await generateKeyPair('RS256', { extractable: true });
    const jwk = await exportJWK(privateKey);
    return JSON.stringify({ ...jwk, kid: 'local', alg: 'RS256', use: 'sig' });
  });
  return JSON.parse(key) as JWK;
}

function resourceOf(uri: string) {
  if (!uri.startsWith(RESOURCE)) throw new Error('A resource is urn:continuum:<service>.');
  return {
    scope: '',
    audience: uri.slice(RESOURCE.length),
    accessTokenTTL: SERVICE_TOKEN_S,
    accessTokenFormat: 'jwt' as const,
    jwt: { sign: { alg: 'RS256' as const } },
  };
}

async function signUserToken(
  { sub, at }: { readonly sub: string; readonly at: Date },
  issuer: string,
  key: JWK,
): Promise<string> {
  const now = Math.floor(+at / 1000);
  const claims = { sub, client_id: 'case-tool', auth_time: now, amr: ['pwd', 'mfa'] };
  return new SignJWT(claims)
    .setProtectedHeader({ alg: 'RS256', kid: `${key.kid}`, typ: 'at+jwt' })
    .setIssuer(issuer)
    .setAudience('continuum')
    .setIssuedAt(now)
    .setExpirationTime(now + USER_TOKEN_S)
    .sign(await importJWK(key, 'RS256'));
}
