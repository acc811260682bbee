import { exportPKCS8, generateKeyPair } from 'jose';
import type { Secrets } from './secrets.js';

/** Keys of single services; made once, because what they signed or named is kept. */
export async function serviceKeys(secrets: Secrets) {
  return {
    PERMIT_KEY: await secrets.get('permit-key', async () => {
      const { privateKey } = await generateKeyPair('EdDSA', { extractable: true });
      return exportPKCS8(privateKey);
    }),
    REFERENCE_KEY: await secrets.get('reference-key'),
    PERSON_ID_SECRET: await secrets.get('person-id-secret'),
  };
}
