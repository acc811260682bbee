import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ClientTokens } from './client-tokens.js';
import { signingKeyOf, startIssuer, type LocalIssuer } from './issuer.js';
import { freePorts } from './ports.js';
import { Secrets } from './secrets.js';

describe('the local issuer', () => {
  let issuer: LocalIssuer;

  beforeAll(async () => {
    const folder = await mkdtemp(join(tmpdir(), 'continuum-issuer-'));
    const signingKey = await signingKeyOf(await Secrets.open(join(folder, 'secrets')));
    const { port } = await freePorts(['port']);
    const clients = new Map([['gateway', 'a-secret']]);
    issuer = await startIssuer({ port, signingKey, clients });
  });
  afterAll(() => issuer.close());

  const claimsOf = async (token: string) => {
    const discovery = await fetch(`${issuer.url}/.well-known/openid-configuration`);
    const { jwks_uri } = (await discovery.json()) as { jwks_uri: string };
    const keys = createRemoteJWKSet(new URL(jwks_uri));
    return (await jwtVerify(token, keys, { issuer: issuer.url, algorithms: ['RS256'] })).payload;
  };

  it('gives a service a token for the one service it calls', async () => {
    const token = await new ClientTokens(issuer.url, () => 'a-secret').of(
      'gateway',
      'consent-service',
    );
    expect(await claimsOf(token)).toMatchObject({ client_id: 'gateway', aud: 'consent-service' });
  });

  it('gives nothing to a client with a wrong secret', async () => {
    const tokens = new ClientTokens(issuer.url, () => 'a-guess');
    await expect(tokens.of('gateway', 'consent-service')).rejects.toThrow('(401)');
  });

  it('signs a person in with a second factor', async () => {
    const claims = await claimsOf(await issuer.userToken('nora'));
    expect(claims).toMatchObject({ sub: 'nora', aud: 'continuum', amr: ['pwd', 'mfa'] });
    expect(claims['auth_time']).toBe(claims.iat);
  });
});
