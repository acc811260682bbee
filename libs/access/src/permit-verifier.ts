import canonicalize from 'canonicalize';
import { jwtVerify, errors } from 'jose';
import { createHash } from 'node:crypto';
import {
  Refused,
  type DetachedRecords,
  type PermitClaims,
  type PermitRecords,
} from '@continuum/contracts';
import type { PermitKeys } from './permit-keys.js';
import { SeenEpochs } from './seen-epochs.js';

const CLAIMS = ['jti', 'sub', 'caller', 'purpose', 'owner', 'epochs', 'exp', 'iat'];

type FetchRecords = (id: string) => Promise<PermitRecords>;

/** Believes a permit only when consent-service signed it, for this service, for now, and nothing changed since. */
export class PermitVerifier {
  private readonly seen = new SeenEpochs();

  constructor(
    private readonly keys: PermitKeys,
    private readonly clock: { now(): Date },
    private readonly fetchRecords: FetchRecords = () => Promise.reject(noDecision()),
  ) {}

  async verifyPermit(
    header: string | undefined,
    { audience }: { readonly audience: string },
  ): Promise<PermitClaims> {
    if (!header) throw noDecision();
    const signed = await this.signed(header, audience);
    if (!this.seen.admit(signed.epochs, this.clock.now())) throw noDecision();
    const claims = signed.detached ? await this.attached(signed, signed.detached) : signed;
    if (!claims.records || !claims.labels) throw noDecision();
    return deepFreeze(claims);
  }

  private async signed(header: string, audience: string): Promise<PermitClaims> {
    try {
      const { payload } = await jwtVerify<PermitClaims>(header, this.keys.find, {
        audience,
        algorithms: ['EdDSA'],
        requiredClaims: CLAIMS,
        currentDate: this.clock.now(),
      });
      return payload;
    } catch (error) {
      if (error instanceof errors.JOSEError) throw noDecision();
      throw error;
    }
  }

  /** A permit too long for a header: its records are fetched, and believed by the signed digest alone. */
  private async attached(claims: PermitClaims, { id, digest }: DetachedRecords) {
    const { records, labels } = await this.fetchRecords(id);
    if (digestOf({ records, labels }) !== digest) throw noDecision();
    return { ...claims, records, labels };
  }
}

const digestOf = (records: PermitRecords) =>
  createHash('sha256')
    .update(canonicalize(records) ?? '')
    .digest('base64url');

const noDecision = () =>
  new Refused('NO_DECISION', 'There is no decision in force that permits this.');

function deepFreeze<T extends object>(value: T): T {
  for (const inner of Object.values(value)) {
    if (typeof inner === 'object' && inner !== null) deepFreeze(inner);
  }
  return Object.freeze(value);
}
