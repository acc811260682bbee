import { readFileSync } from 'node:fs';

const swc = JSON.parse(readFileSync(new URL('.swcrc', import.meta.url), 'utf8'));

/** Tests run on the TypeScript source; `source` is the export condition of every workspace package. */
export default {
  testMatch: ['<rootDir>/{apps,libs,tools}/**/*.spec.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '^.+\\.ts$': ['@swc/jest', { ...swc, swcrc: false }] },
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  testEnvironmentOptions: { customExportConditions: ['source', 'node', 'node-addons'] },
  modulePathIgnorePatterns: ['/dist/', '/.stack/'],
  injectGlobals: false,
  globalSetup: '<rootDir>/tools/jest/open-servers.mjs',
  globalTeardown: '<rootDir>/tools/jest/close-servers.mjs',
  // The first test to ask for a server waits for its start; on an empty machine Kafka is fetched first.
  testTimeout: 120_000,
  setupFiles: ['reflect-metadata'],
};
