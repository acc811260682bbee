import type { Adapter } from 'oidc-provider';

/** Clients are given and tokens carry all they say: the issuer has nothing to keep. */
export class NothingKept implements Adapter {
  async upsert() {}
  async find() {
    return undefined;
  }
  async findByUserCode() {
    return undefined;
  }
  async findByUid() {
    return undefined;
  }
  async consume() {}
  async destroy() {}
  async revokeByGrantId() {}
}
