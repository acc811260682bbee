import { generateKeyPair, exportJWK, SignJWT, type JSONWebKeySet } from 'jose';
import type { PermitClaims } from '@continuum/contracts';

export const noon = new Date('2026-03-02T18:00:00Z');

export function aPermit(overrides: Partial<PermitClaims> = {}): PermitClaims {
  return {
    jti: '0190a5b0-0000-7000-8000-000000000001',
    sub: 'nora',
    caller: 'gateway',
    purpose: 'TREAT',
    owner: 'police',
    records: { 'police/jail/B-1': ['book.admittedAt', 'book.facility'] },
    labels: { 'police/jail/B-1': ['LOCAL_CH'] },
    epochs: { policy: 3, 'relation[nora]': 7 },
    ...overrides,
  };
}

/** A signer of permits: keys as consent-service would publish them, and tokens in its name. */
export async function aPermitSigner(kid = 'key-1') {
  const { privateKey, publicKey } = await generateKeyPair('EdDSA', { extractable: true });
  const jwk = { ...(await exportJWK(publicKey)), kid, alg: 'EdDSA', use: 'sig' };
  const keys: JSONWebKeySet = { keys: [jwk] };
  const sign = (permit: PermitClaims, { audience = 'ingest-service', at = noon } = {}) =>
    new SignJWT({ ...permit })
      .setProtectedHeader({ alg: 'EdDSA', kid })
      .setAudience(audience)
      .setIssuedAt(at)
      .setExpirationTime(new Date(+at + 60_000))
      .sign(privateKey);
  return { keys, sign };
}
