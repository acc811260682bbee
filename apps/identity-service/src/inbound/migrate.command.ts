import { readConfig, runMigrations, secret } from '@continuum/service-kit';
import { migrations } from '../store/migrations/index.js';

const { databaseUrl } = readConfig({ databaseUrl: secret('DATABASE_URL') });
await runMigrations({ service: 'identity-service', url: databaseUrl, migrations });
