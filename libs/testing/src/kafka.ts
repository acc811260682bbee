import { randomBytes } from 'node:crypto';
import { addressOf } from './test-servers.js';

export interface TestBroker {
  readonly brokers: string[];
  /** Begins the name of every topic and group of one spec file, so that files do not meet. */
  readonly prefix: string;
  close(): Promise<void>;
}

/** The broker of this test run. Topics stay on it: nobody else knows the prefix. */
export async function aBroker(): Promise<TestBroker> {
  const brokers = await addressOf('kafka');
  const prefix = `spec-${randomBytes(6).toString('hex')}.`;
  return { brokers: brokers.split(','), prefix, close: () => Promise.resolve() };
}
