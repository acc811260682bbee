import type { DatabaseOptions, StreamConfig } from '@continuum/service-kit';
import { migrations } from './migrations/index.js';

export const SERVICE_NAME = 'ingest-service';

export const databaseOptions = ({ databaseUrl, databasePool }: StreamConfig): DatabaseOptions => ({
  service: SERVICE_NAME,
  url: databaseUrl,
  pool: databasePool,
  migrations,
});
