import { readConfig, runMigrations, secret } from '@continuum/service-kit';
import { migrations } from '../store/data-source.js';

const { databaseUrl } = readConfig({ databaseUrl: secret('DATABASE_URL') });
await runMigrations({ service: 'reporting-service', url: databaseUrl, migrations });
