import type { PermitClaims, PermitRecords } from '@continuum/contracts';
import canonicalize from 'canonicalize';
import {
  calculateJwkThumbprint,
  exportJWK,
  importPKCS8,
  SignJWT,
  type CryptoKey,
  type JWK,
} from 'jose';
import { createHash, createPublicKey, randomUUID } from 'node:crypto';
import type { KeptPermit } from '../store/ledger/decision-draft.js';

/** Above this a header is no place for it. */
const LONGEST = 6 * 1024;

export interface SignedPermit {
  readonly permit: string;
  /** What the owner fetches where the token carries only its digest. */
  readonly kept?: KeptPermit;
}

/** Signs what was decided, for one audience. */
export class PermitSigner {
  private constructor(
    private readonly key: CryptoKey,
    readonly keyId: string,
    readonly publicJwk: JWK,
  ) {}

  /** @param pem Ed25519 private key, PKCS 8 */
  static async of(pem: string): Promise<PermitSigner> {
    const key = await importPKCS8(pem, 'EdDSA');
    const jwk = await exportJWK(createPublicKey(pem));
    const keyId = await calculateJwkThumbprint(jwk);
    return new PermitSigner(key, keyId, { ...jwk, kid: keyId, alg: 'EdDSA', use: 'sig' });
  }

  async sign(
    claims: PermitClaims,
    audience: string,
    now: Date,
    until: Date,
  ): Promise<SignedPermit> {
    const permit = await this.token(claims, audience, now, until);
    if (permit.length < LONGEST) return { permit };

    const { records, labels, ...short } = claims;
    const permitId = randomUUID();
    const kept = { permitId, decisionId: claims.jti, audience, records: { records, labels } };
    const detached = { id: permitId, digest: digestOf(kept.records) };
    const epochs = citywide(claims.epochs);
    return { kept, permit: await this.token({ ...short, epochs, detached }, audience, now, until) };
  }

  private token(
    claims: Omit<PermitClaims, 'records' | 'labels'>,
    audience: string,
    now: Date,
    until: Date,
  ): Promise<string> {
    return new SignJWT({ ...claims })
      .setProtectedHeader({ alg: 'EdDSA', kid: this.keyId })
      .setIssuer('consent-service')
      .setAudience(audience)
      .setIssuedAt(now)
      .setExpirationTime(until)
      .sign(this.key);
  }
}

/** Epochs of a thousand persons do not fit either; `release` compares them all. */
const citywide = (epochs: PermitClaims['epochs']) =>
  Object.fromEntries(Object.entries(epochs).filter(([name]) => !name.startsWith('consent:')));

const digestOf = (records: PermitRecords) =>
  createHash('sha256')
    .update(canonicalize(records) ?? '')
    .digest('base64url');
