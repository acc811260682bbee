import { join } from 'node:path';
import type { ServiceKeys } from './service-keys.js';

export const SERVICES = [
  'gateway',
  'ingest-service',
  'identity-service',
  'consent-service',
  'referral-service',
  'reporting-service',
] as const;
export type ServiceName = (typeof SERVICES)[number];

/** All but the gateway keep something. */
export type StoringService = Exclude<ServiceName, 'gateway'>;
export const withDatabase = SERVICES.filter((name): name is StoringService => name !== 'gateway');
export const consumers = withDatabase.filter((name) => name !== 'ingest-service');

const ROOT = join(import.meta.dirname, '..', '..', '..', '..');
export const CITY = join(ROOT, 'tools', 'stack', 'city');
export const DEAD_LETTERS = join(ROOT, 'libs', 'messaging', 'dist', 'dead-letters.command.js');
export const LEGAL = join(ROOT, 'apps', 'consent-service', 'legal');
export const mainOf = (name: ServiceName) => join(ROOT, 'apps', name, 'dist', 'main.js');
export const commandOf = (name: ServiceName, command: string) =>
  join(ROOT, 'apps', name, 'dist', 'inbound', `${command}.command.js`);

export type ServicePorts = Readonly<Record<ServiceName, { http: number; health: number }>>;

export interface Surroundings {
  readonly ports: ServicePorts;
  readonly issuerUrl: string;
  readonly kafkaBrokers: string;
  readonly kafkaPrefix: string;
  readonly databaseUrl: (name: StoringService) => string;
  readonly clientSecret: (name: ServiceName) => string;
  readonly keys: ServiceKeys;
  /** Folder for copies of the audit's checkpoints. */
  readonly checkpoints: string;
}

/** What one service is told, and nothing that it does not read. */
export function environmentOf(name: ServiceName, around: Surroundings): Record<string, string> {
  const { http, health } = around.ports[name];
  return {
    PORT: `${http}`,
    HEALTH_PORT: `${health}`,
    OIDC_ISSUER: around.issuerUrl,
    CLIENT_SECRET: around.clientSecret(name),
    CITY_MODE: 'demonstration',
    ...(name === 'gateway' ? {} : streamOf(name, around)),
    ...ownSettings(name, around),
  };
}

const streamOf = (name: StoringService, around: Surroundings) => ({
  DATABASE_URL: around.databaseUrl(name),
  KAFKA_BROKERS: around.kafkaBrokers,
  KAFKA_PREFIX: around.kafkaPrefix,
});

function ownSettings(
  name: ServiceName,
  { ports, keys, checkpoints }: Surroundings,
): Record<string, string> {
  const urlOf = (service: ServiceName) => `http://127.0.0.1:${ports[service].http}`;
  const CONSENT_URL = urlOf('consent-service');
  switch (name) {
    case 'gateway':
      return {
        CONSENT_URL,
        IDENTITY_URL: urlOf('identity-service'),
        REFERRAL_URL: urlOf('referral-service'),
        REPORTING_URL: urlOf('reporting-service'),
        INGEST_URLS: `*=${urlOf('ingest-service')}`,
      };
    case 'ingest-service':
      return {
        CONSENT_URL,
        SOURCES_FILE: join(CITY, 'sources.yaml'),
        REFERENCE_KEY: keys.reference,
      };
    case 'identity-service':
      return { CONSENT_URL, IDENTITY_SECRET: keys.identity };
    case 'consent-service':
      return {
        LEGAL_APPROVAL: 'sample',
        PERMIT_KEY: keys.permit,
        AUDIT_KEY: keys.audit,
        CHECKPOINTS_DIR: checkpoints,
        PSEUDONYM_KEY: keys.pseudonym,
      };
    case 'referral-service':
      return { CONSENT_URL };
    case 'reporting-service':
      return { CONSENT_URL, TOMBSTONE_KEY: keys.tombstone, PUBLISH_AS: 'ada' };
  }
}
