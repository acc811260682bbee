import { messagingMigrations } from '@continuum/messaging';
import { CreateRecords1772500000000 } from './1772500000000-create-records.js';
import { CreateSubmissions1772500000001 } from './1772500000001-create-submissions.js';

export const migrations = [
  ...messagingMigrations,
  CreateRecords1772500000000,
  CreateSubmissions1772500000001,
];
