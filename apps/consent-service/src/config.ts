import {
  choice,
  count,
  list,
  optionalText,
  readConfig,
  secret,
  serviceSettings,
  streamSettings,
  type Config,
} from '@continuum/service-kit';

const settings = {
  ...serviceSettings(3003),
  ...streamSettings(),
  /** Ed25519 private key, PKCS 8 PEM: signs permits. */
  permitKey: secret('PERMIT_KEY'),
  /** Ed25519 private key, PKCS 8 PEM: signs checkpoints of the audit, and nothing else. */
  auditKey: secret('AUDIT_KEY'),
  checkpointEveryS: count('CHECKPOINT_EVERY_S', 300),
  /** Where copies of the checkpoints go: a place with other administrators than the database has. */
  checkpointsDir: optionalText('CHECKPOINTS_DIR'),
  /** Key of the hashes by which ledger and events name people. */
  pseudonymKey: secret('PSEUDONYM_KEY'),
  /** `sample` lets rows act that are approved for demonstration only; every answer then says so. */
  legalApproval: choice('LEGAL_APPROVAL', ['counsel', 'sample'], 'counsel'),
  /** Services that may ask on behalf of a user whose token they do not have. */
  onBehalfServices: list('ON_BEHALF_SERVICES', ['referral-service', 'reporting-service']),
};

export type ConsentServiceConfig = Config<typeof settings>;

/** @throws Error naming each variable and what is wrong with it */
export function consentServiceConfig(env = process.env): ConsentServiceConfig {
  const config = readConfig(settings, env);
  if (config.legalApproval === 'sample' && config.cityMode === 'live') {
    throw new Error('Cannot start: LEGAL_APPROVAL is sample, which CITY_MODE live refuses.');
  }
  return config;
}
