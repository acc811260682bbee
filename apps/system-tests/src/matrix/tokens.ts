import {
  exportSPKI,
  generateKeyPair,
  importJWK,
  SignJWT,
  UnsecuredJWT,
  type JWTPayload,
} from 'jose';
import type { ArrangedCity } from './arranged-city.js';

type Faulty = (city: ArrangedCity) => Promise<string | undefined>;

const DAY_MS = 86_400_000;
const claims = ({ world }: ArrangedCity): JWTPayload => {
  const now = Math.floor(Date.now() / 1000);
  const issuer = { iss: world.stack.issuerUrl, aud: 'continuum', iat: now, exp: now + 3600 };
  return { ...issuer, sub: 'hana', auth_time: now, amr: ['pwd', 'mfa'] };
};
const signed = async (payload: JWTPayload, kid = 'local') => {
  const { privateKey } = await generateKeyPair('RS256');
  return new SignJWT(payload)
    .setProtectedHeader({ alg: 'RS256', kid, typ: 'at+jwt' })
    .sign(privateKey);
};
const withClaims = async (city: ArrangedCity, change: object) => {
  const [head = '', body = '', signature = ''] = (await city.world.stack.tokenOf('hana')).split(
    '.',
  );
  const known = JSON.parse(Buffer.from(body, 'base64url').toString()) as object;
  const changed = Buffer.from(JSON.stringify({ ...known, ...change })).toString('base64url');
  return [head, changed, signature].join('.');
};

/** Every way in which a token can be wrong; each is answered 401 whatever is asked for. */
export const FAULTY_TOKENS: Readonly<Record<string, Faulty>> = {
  'without a token': () => Promise.resolve(undefined),
  'with one that has expired': ({ world }) =>
    world.stack.tokenOf('hana', new Date(Date.now() - DAY_MS)),
  'with a service’s own, for another audience': ({ world }) =>
    world.stack.serviceToken('gateway', 'consent-service'),
  'with one of another issuer': async (city) =>
    signed({ ...claims(city), iss: 'https://issuer.example' }),
  'with one that the issuer’s key did not sign': async (city) => signed(claims(city)),
  'with one of an unknown key': async (city) => signed(claims(city), 'another'),
  'with an unsigned one, alg none': (city) =>
    Promise.resolve(new UnsecuredJWT(claims(city)).encode()),
  'with one whose user was changed': (city) => withClaims(city, { sub: 'gus' }),
  'with one that was made to last': (city) => withClaims(city, { exp: 4_000_000_000 }),
  'with one signed by the public key as a secret': async (city) => {
    const answer = await fetch(`${city.world.stack.issuerUrl}/jwks`);
    const { keys } = (await answer.json()) as { keys: Parameters<typeof importJWK>[0][] };
    const key = await importJWK(keys[0] ?? {}, 'RS256', { extractable: true });
    const secret = Buffer.from(await exportSPKI(key as Parameters<typeof exportSPKI>[0]));
    return new SignJWT(claims(city))
      .setProtectedHeader({ alg: 'HS256', kid: 'local' })
      .sign(secret);
  },
  'with something that is no token': () => Promise.resolve('eyJ.not.one'),
};
