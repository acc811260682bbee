import { choice, count, list, readConfig, secret, text, url, type Config } from './read-config.js';

/** What every service reads; a service adds its own beside it. */
export const serviceSettings = (port: number) => ({
  port: count('PORT', port),
  host: text('HOST', '127.0.0.1'),
  /** `/health/*` and `/metrics`, not exposed. */
  healthPort: count('HEALTH_PORT', 9464),
  oidcIssuer: url('OIDC_ISSUER'),
  /** Of this service's client at the issuer; its client id is the service's name. */
  clientSecret: secret('CLIENT_SECRET'),
  cityMode: choice('CITY_MODE', ['demonstration', 'live'], 'live'),
  cityTimeZone: text('CITY_TIME_ZONE', 'America/Los_Angeles'),
  logLevel: choice('LOG_LEVEL', ['debug', 'info', 'warn', 'error', 'silent'], 'info'),
  /** How long a stopping service answers on while the endpoints learn that it is not ready. */
  drainDelayMs: count('DRAIN_DELAY_MS', 0),
});

/** What every service with a database and a place on the stream reads. */
export const streamSettings = () => ({
  databaseUrl: secret('DATABASE_URL'),
  databasePool: count('DATABASE_POOL', 6),
  kafkaBrokers: list('KAFKA_BROKERS'),
  /** Before every topic and group, so that tests share one broker. */
  kafkaPrefix: text('KAFKA_PREFIX', ''),
  relay: choice('RELAY', ['inline', 'only', 'off'], 'inline'),
});

export type ServiceConfig = Config<ReturnType<typeof serviceSettings>>;
export type StreamConfig = Config<ReturnType<typeof streamSettings>>;
export { readConfig };
