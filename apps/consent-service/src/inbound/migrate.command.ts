import { readConfig, runMigrations, secret } from '@continuum/service-kit';
import { consentServiceMigrations } from '../store/data-source.js';

const { databaseUrl } = readConfig({ databaseUrl: secret('DATABASE_URL') });
await runMigrations({
  service: 'consent-service',
  url: databaseUrl,
  migrations: consentServiceMigrations,
});
