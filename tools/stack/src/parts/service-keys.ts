import { exportPKCS8, generateKeyPair } from 'jose';
import type { Secrets } from './secrets.js';

export type ServiceKeys = Awaited<ReturnType<typeof serviceKeys>>;

/** Keys of single services; made once, because what they signed or named is kept. */
export async function serviceKeys(secrets: Secrets) {
  return {
    reference: await secrets.get('reference key'),
    identity: await secrets.get('identity secret'),
    permit: await secrets.get('permit key', signingKey),
    audit: await secrets.get('audit key', signingKey),
    pseudonym: await secrets.get('pseudonym key'),
    tombstone: await secrets.get('tombstone key'),
  };
}

async function signingKey(): Promise<string> {
  const { privateKey } = await generateKeyPair('Ed25519', { extractable: true });
  return exportPKCS8(privateKey);
}
