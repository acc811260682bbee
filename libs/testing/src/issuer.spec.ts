import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { anIssuer, type TestIssuer } from './issuer.js';

describe('an issuer for tests', () => {
  let issuer: TestIssuer;
  beforeAll(async () => {
    issuer = await anIssuer();
  });
  afterAll(() => issuer.close());

  const verified = async (token: string, currentDate = new Date()) => {
    const keys = createRemoteJWKSet(new URL(`${issuer.url}/jwks`));
    const { payload } = await jwtVerify(token, keys, { issuer: issuer.url, currentDate });
    return payload;
  };

  it('signs for the instant it is told', async () => {
    const at = new Date('2026-03-02T09:00:00Z');
    const token = await issuer.token({ sub: 'nora', aud: 'continuum', at });

    expect(await verified(token, at)).toMatchObject({ sub: 'nora', aud: 'continuum' });
    await expect(verified(token)).rejects.toMatchObject({ code: 'ERR_JWT_EXPIRED' });
  });

  it('gives a service a token for the service it calls', async () => {
    const { token_endpoint } = await discover(issuer.url);
    const answer = await grant(token_endpoint, 'test-secret');

    const { access_token } = (await answer.json()) as { access_token: string };
    expect(await verified(access_token)).toMatchObject({
      client_id: 'gateway',
      aud: 'consent-service',
    });
  });

  it('refuses a client with a wrong secret', async () => {
    const { token_endpoint } = await discover(issuer.url);
    expect((await grant(token_endpoint, 'guess')).status).toBe(401);
  });
});

async function discover(url: string) {
  const answer = await fetch(`${url}/.well-known/openid-configuration`);
  return (await answer.json()) as { token_endpoint: string };
}

function grant(endpoint: string, secret: string) {
  const body = new URLSearchParams({
    grant_type: 'client_credentials',
    resource: 'consent-service',
  });
  const authorization = `Basic ${Buffer.from(`gateway:${secret}`).toString('base64')}`;
  return fetch(endpoint, { method: 'POST', headers: { authorization }, body });
}
