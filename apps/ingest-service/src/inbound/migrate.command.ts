import { runMigrations } from '@continuum/service-kit';
import { ingestConfig } from '../config.js';
import { databaseOptions } from '../store/data-source.js';

await runMigrations(databaseOptions(ingestConfig()));
