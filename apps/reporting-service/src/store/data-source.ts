import { messagingMigrations } from '@continuum/messaging';
import type { DatabaseOptions } from '@continuum/service-kit';
import type { ReportingConfig } from '../config.js';
import { reportingMigrations } from './migrations/index.js';

export const migrations = [...messagingMigrations, ...reportingMigrations];

export const databaseOptions = (config: ReportingConfig): DatabaseOptions => ({
  service: 'reporting-service',
  url: config.databaseUrl,
  pool: config.databasePool,
  statementTimeoutMs: 30_000,
  migrations,
});
