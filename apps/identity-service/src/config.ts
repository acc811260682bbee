import {
  count,
  list,
  readConfig,
  secret,
  serviceSettings,
  streamSettings,
  url,
} from '@continuum/service-kit';

const settings = {
  ...serviceSettings(3002),
  ...streamSettings(),
  consentUrl: url('CONSENT_URL', 'http://127.0.0.1:3003'),
  /** Keys person ids and hashes of numbers: never changed in a deployment's life. */
  identitySecret: secret('IDENTITY_SECRET'),
  /** Addresses that many people share, as `line postcode`, and phones, ten digits. */
  genericAddresses: list('GENERIC_ADDRESSES', []),
  genericPhones: list('GENERIC_PHONES', []),
  batchSteps: count('RESOLVER_BATCH', 500),
  leaseMs: count('RESOLVER_LEASE_MS', 10_000),
};

export const identityConfig = (env?: NodeJS.ProcessEnv) => readConfig(settings, env);
export type IdentityConfig = ReturnType<typeof identityConfig>;
