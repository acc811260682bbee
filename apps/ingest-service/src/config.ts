import {
  list,
  readConfig,
  secret,
  serviceSettings,
  streamSettings,
  text,
  url,
  type Config,
} from '@continuum/service-kit';

export const settings = {
  ...serviceSettings(3001),
  ...streamSettings(),
  /** YAML: which credential opens which source, and how its records are read. */
  sourcesFile: text('SOURCES_FILE'),
  /** Departments this installation serves; every one of the sources file if empty. */
  departments: list('DEPARTMENTS', []),
  /** Makes tokens of reference numbers; one for the whole city, or numbers no longer meet. */
  referenceKey: secret('REFERENCE_KEY'),
  consentUrl: url('CONSENT_URL', 'http://127.0.0.1:3003'),
};
export type IngestConfig = Config<typeof settings>;

export const ingestConfig = (env = process.env): IngestConfig => readConfig(settings, env);
