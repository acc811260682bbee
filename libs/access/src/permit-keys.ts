import { createLocalJWKSet, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose';

type FetchKeys = () => Promise<JSONWebKeySet>;

/** An unknown key id makes us ask again, but not more often than this: anybody can invent key ids. */
const COOL_DOWN_MS = 30_000;

/** Public keys of permits: fetched once, kept through an outage of consent-service, asked again for an unknown key. */
export class PermitKeys {
  private keys: JWTVerifyGetKey | undefined;
  private fetchedAt = -Infinity;

  constructor(
    private readonly fetchKeys: FetchKeys,
    private readonly clock: { now(): Date },
  ) {}

  readonly find: JWTVerifyGetKey = async (header, token) => {
    const known = this.keys ?? (await this.refresh());
    try {
      return await known(header, token);
    } catch (error) {
      if (!isUnknownKey(error) || !this.isRested()) throw error;
      const fresh = await this.refresh();
      return fresh(header, token);
    }
  };

  private async refresh(): Promise<JWTVerifyGetKey> {
    const set = await this.fetchKeys();
    this.fetchedAt = +this.clock.now();
    this.keys = createLocalJWKSet(set);
    return this.keys;
  }

  private isRested(): boolean {
    return +this.clock.now() - this.fetchedAt >= COOL_DOWN_MS;
  }
}

const isUnknownKey = (error: unknown) =>
  error instanceof Error && 'code' in error && error.code === 'ERR_JWKS_NO_MATCHING_KEY';
