import { ServiceProcess } from '@continuum/testing';
import { join } from 'node:path';
import { SECRET } from './an-identity.js';

const FILE = join(import.meta.dirname, 'writer.process.mjs');

/** An instance of the service in a process of its own; it looks for work four times a second. */
export const aWriterProcess = (databaseUrl: string) =>
  ServiceProcess.start(FILE, {
    DATABASE_URL: databaseUrl,
    IDENTITY_SECRET: SECRET,
    RESOLVER_BATCH: '20',
    RESOLVER_LEASE_MS: '2000',
  });

export const isWriter = async (instance: ServiceProcess) =>
  (await instance.ask('isWriter')) === true;
