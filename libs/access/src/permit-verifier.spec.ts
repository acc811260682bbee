import { describe, expect, it } from '@jest/globals';
import type { PermitClaims, PermitRecords } from '@continuum/contracts';
import canonicalize from 'canonicalize';
import { createHash } from 'node:crypto';
import { SignJWT, UnsecuredJWT, type JSONWebKeySet } from 'jose';
import { aPermit, aPermitSigner, noon } from '../test/permit.builder.js';
import { PermitKeys } from './permit-keys.js';
import { PermitVerifier } from './permit-verifier.js';

const audience = 'ingest-service';
const later = (ms: number) => new Date(+noon + ms);

async function aVerifier({ now = noon } = {}) {
  const signer = await aPermitSigner();
  const clock = { at: now, now: () => clock.at };
  const keys = new PermitKeys(() => Promise.resolve(signer.keys), clock);
  return { ...signer, clock, verifier: new PermitVerifier(keys, clock) };
}

describe('verifying a permit', () => {
  it('gives the claims of one that is signed for this service and for now', async () => {
    const { verifier, sign } = await aVerifier();
    const claims = await verifier.verifyPermit(await sign(aPermit()), { audience });
    expect(claims).toMatchObject({ sub: 'nora', records: aPermit().records });
    expect(Object.isFrozen(claims.records['police/jail/B-1'])).toBe(true);
  });

  it.each([
    ['none', () => undefined],
    ['an empty one', () => ''],
    ['rubbish', () => 'a.b.c'],
    ['one for another service', ({ sign }: Signer) => sign(aPermit(), { audience: 'other' })],
    ['one signed by somebody else', async () => (await aPermitSigner()).sign(aPermit())],
    ['one nobody signed', () => new UnsecuredJWT({ ...aPermit() }).encode()],
    ['one signed by a shared secret', () => symmetric()],
    ['one that has ended', ({ sign }: Signer) => sign(aPermit(), { at: later(-60_001) })],
    ['one without records', ({ sign }: Signer) => sign(without('records'))],
    ['one without epochs', ({ sign }: Signer) => sign(without('epochs'))],
  ])('refuses %s', async (_, token) => {
    const given = await aVerifier();
    await expect(
      given.verifier.verifyPermit(await token(given), { audience }),
    ).rejects.toMatchObject({ code: 'NO_DECISION' });
  });

  it('holds to its very last millisecond', async () => {
    const { verifier, sign, clock } = await aVerifier();
    const token = await sign(aPermit());
    clock.at = later(59_999);
    await expect(verifier.verifyPermit(token, { audience })).resolves.toBeDefined();
    clock.at = later(60_000);
    await expect(verifier.verifyPermit(token, { audience })).rejects.toThrow();
  });

  it('refuses a permit older than one it has seen', async () => {
    const { verifier, sign } = await aVerifier();
    const before = await sign(aPermit({ epochs: { 'consent[p1]': 4 } }));
    const after = await sign(aPermit({ epochs: { 'consent[p1]': 5 } }));
    await verifier.verifyPermit(before, { audience });
    await verifier.verifyPermit(after, { audience });
    await expect(verifier.verifyPermit(before, { audience })).rejects.toMatchObject({
      code: 'NO_DECISION',
    });
  });

  it('learns no epoch from a permit it does not believe', async () => {
    const { verifier, sign } = await aVerifier();
    const forged = await (await aPermitSigner()).sign(aPermit({ epochs: { policy: 99 } }));
    await expect(verifier.verifyPermit(forged, { audience })).rejects.toThrow();
    await expect(verifier.verifyPermit(await sign(aPermit()), { audience })).resolves.toBeDefined();
  });
});

describe('a permit too long for a header', () => {
  const { records, labels } = aPermit();
  const digest = createHash('sha256')
    .update(canonicalize({ records, labels })!)
    .digest('base64url');

  async function fetching(answer: PermitRecords) {
    const { keys, sign } = await aPermitSigner();
    const clock = { now: () => noon };
    const verifier = new PermitVerifier(
      new PermitKeys(() => Promise.resolve(keys), clock),
      clock,
      () => Promise.resolve(answer),
    );
    const { records: _, labels: __, ...short } = aPermit({ detached: { id: 'permit-1', digest } });
    return verifier.verifyPermit(await sign(short as PermitClaims), { audience });
  }

  it('is completed by consent-service', async () => {
    await expect(fetching({ labels, records })).resolves.toMatchObject({ records, labels });
  });

  it('is refused when anything but the signed records comes back', async () => {
    const more = { records: { ...records, 'police/jail/B-2': ['book.charges'] }, labels };
    await expect(fetching(more)).rejects.toMatchObject({ code: 'NO_DECISION' });
  });
});

describe('the keys of permits', () => {
  it('are fetched once and asked again for a new key', async () => {
    const [first, second] = [await aPermitSigner('key-1'), await aPermitSigner('key-2')];
    const published: JSONWebKeySet = { keys: [...first.keys.keys] };
    let fetches = 0;
    const clock = { at: noon, now: () => clock.at };
    const fetchKeys = () => ((fetches += 1), Promise.resolve(structuredClone(published)));
    const verifier = new PermitVerifier(new PermitKeys(fetchKeys, clock), clock);

    await verifier.verifyPermit(await first.sign(aPermit()), { audience });
    await verifier.verifyPermit(await first.sign(aPermit()), { audience });
    expect(fetches).toBe(1);

    published.keys.push(...second.keys.keys);
    clock.at = later(30_000);
    await verifier.verifyPermit(await second.sign(aPermit()), { audience });
    expect(fetches).toBe(2);
  });

  it('are not asked for at the wish of whoever invents key ids', async () => {
    const { keys } = await aPermitSigner();
    let fetches = 0;
    const clock = { now: () => noon };
    const verifier = new PermitVerifier(
      new PermitKeys(() => ((fetches += 1), Promise.resolve(keys)), clock),
      clock,
    );
    const invented = await (await aPermitSigner('invented')).sign(aPermit());
    for (let times = 0; times < 5; times += 1) {
      await expect(verifier.verifyPermit(invented, { audience })).rejects.toThrow();
    }
    expect(fetches).toBe(1);
  });

  it('that cannot be fetched are a failure, not a refusal', async () => {
    const { sign } = await aPermitSigner();
    const clock = { now: () => noon };
    const away = new PermitKeys(() => Promise.reject(new Error('consent-service is away')), clock);
    await expect(
      new PermitVerifier(away, clock).verifyPermit(await sign(aPermit()), { audience }),
    ).rejects.toThrow('consent-service is away');
  });
});

type Signer = Awaited<ReturnType<typeof aVerifier>>;

function without(claim: keyof PermitClaims): PermitClaims {
  const { [claim]: _, ...rest } = aPermit();
  return rest as PermitClaims;
}

const symmetric = () =>
  new SignJWT({ ...aPermit() })
    .setProtectedHeader({ alg: 'HS256', kid: 'key-1' })
    .setAudience(audience)
    .setIssuedAt(noon)
    .setExpirationTime(later(60_000))
    .sign(Buffer.from('a secret that anybody may know, long enough'));
