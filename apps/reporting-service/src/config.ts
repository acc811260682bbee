import {
  count,
  optionalText,
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
  /** User on whose behalf months are published: an analyst who may count what the departments hold. */
  publishAs: optionalText('PUBLISH_AS'),
  compareEveryS: count('COMPARE_EVERY_S', 86_400),
  /** Of the digests that keep an erased record from coming back. */
  tombstoneKey: secret('TOMBSTONE_KEY'),
};
export type ReportingConfig = Config<typeof settings>;

export const reportingConfig = (env = process.env): ReportingConfig => readConfig(settings, env);
