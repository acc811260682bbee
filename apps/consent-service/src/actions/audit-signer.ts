import { calculateJwkThumbprint, exportJWK } from 'jose';
import { createPrivateKey, createPublicKey, sign, verify, type KeyObject } from 'node:crypto';

/** Signs checkpoints of the audit chain, with a key that signs nothing else. */
export class AuditSigner {
  private constructor(
    private readonly key: KeyObject,
    readonly seal: AuditSeal,
  ) {}

  /** @param pem Ed25519 private key, PKCS 8 */
  static async of(pem: string): Promise<AuditSigner> {
    const key = createPrivateKey(pem);
    return new AuditSigner(key, await AuditSeal.of(createPublicKey(key)));
  }

  sign(statement: Buffer): string {
    return sign(null, statement, this.key).toString('base64url');
  }
}

/** The public half: whoever has it can tell a signature of ours. */
export class AuditSeal {
  private constructor(
    private readonly key: KeyObject,
    readonly keyId: string,
  ) {}

  static async of(key: KeyObject): Promise<AuditSeal> {
    return new AuditSeal(key, await calculateJwkThumbprint(await exportJWK(key)));
  }

  get pem(): string {
    return this.key.export({ type: 'spki', format: 'pem' }).toString();
  }

  isOn(statement: Buffer, signature: string): boolean {
    return verify(null, statement, this.key, Buffer.from(signature, 'base64url'));
  }
}
