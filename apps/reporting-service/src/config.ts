import {
  readConfig,
  secret,
  serviceSettings,
  streamSettings,
  url,
  type Config,
} from '@continuum/service-kit';

const settings = {
  ...serviceSettings(3005),
  ...streamSettings(),
  consentUrl: url('CONSENT_URL', 'http://127.0.0.1:3003'),
  /** Of the digests that keep an erased record from coming back. */
  tombstoneKey: secret('TOMBSTONE_KEY'),
};
export type ReportingConfig = Config<typeof settings>;

export const reportingConfig = (env = process.env): ReportingConfig => readConfig(settings, env);
