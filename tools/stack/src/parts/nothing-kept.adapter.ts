import type { Adapter } from 'oidc-provider';

/** Clients are given and tokens carry all they say: the issuer has nothing to keep. */
export class NothingKept implements Adapter {
  async upsert() {}
  find() {
    return Promise.resolve(undefined);
  }
  findByUserCode() {
    return Promise.resolve(undefined);
  }
  findByUid() {
    return Promise.resolve(undefined);
  }
  async consume() {}
  async destroy() {}
  async revokeByGrantId() {}
}
