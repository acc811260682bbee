import { Injectable } from '@nestjs/common';
import { Refused } from '@continuum/contracts';
import { createRemoteJWKSet, errors, jwtVerify, type JWTPayload, type JWTVerifyGetKey } from 'jose';
import { Clock } from './clock.js';
import { Issuer } from './issuer.js';

export interface Claims extends JWTPayload {
  readonly client_id?: string;
  readonly auth_time?: number;
  readonly amr?: string[];
}

const ALGORITHMS = ['RS256', 'ES256', 'EdDSA'];
const SKEW_SECONDS = 30;
/** Keys of the issuer outlive an outage of it. */
const KEYS_LIVE_MS = 24 * 3600_000;

/** OIDC access tokens: issuer, audience and algorithms pinned, `exp` required. */
@Injectable()
export class TokenVerifier {
  private keys?: Promise<JWTVerifyGetKey>;

  constructor(
    private readonly issuer: Issuer,
    private readonly clock: Clock,
  ) {}

  /** @throws Refused TOKEN_EXPIRED or TOKEN_INVALID */
  async verify(token: string, audience: string): Promise<Claims> {
    const keys = await this.issuerKeys();
    try {
      const { payload } = await jwtVerify<Claims>(token, keys, {
        issuer: this.issuer.url,
        audience,
        algorithms: ALGORITHMS,
        requiredClaims: ['exp'],
        clockTolerance: SKEW_SECONDS,
        currentDate: this.clock.now(),
      });
      return payload;
    } catch (error) {
      if (error instanceof errors.JWTExpired)
        throw new Refused('TOKEN_EXPIRED', 'The token has expired.');
      if (isOutage(error)) throw error;
      throw new Refused('TOKEN_INVALID', 'The token is not valid here.');
    }
  }

  private issuerKeys(): Promise<JWTVerifyGetKey> {
    this.keys ??= this.issuer
      .discover()
      .then(({ jwks_uri }) => createRemoteJWKSet(new URL(jwks_uri), { cacheMaxAge: KEYS_LIVE_MS }))
      .catch((error: unknown) => {
        delete this.keys;
        throw error;
      });
    return this.keys;
  }
}

function isOutage(error: unknown): boolean {
  return !(error instanceof errors.JOSEError) || error instanceof errors.JWKSTimeout;
}
