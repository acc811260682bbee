import { until } from '@continuum/testing';
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { SECRET } from './an-identity.js';

const FILE = join(import.meta.dirname, 'writer.process.mjs');

/** An instance of the service in a process of its own; it looks for work four times a second. */
export class WriterProcess {
  private constructor(private readonly child: ChildProcess) {}

  static async start(databaseUrl: string): Promise<WriterProcess> {
    const env = {
      ...process.env,
      PORT: '0',
      HEALTH_PORT: '0',
      OIDC_ISSUER: 'http://127.0.0.1:9',
      CLIENT_SECRET: 'x',
      DATABASE_URL: databaseUrl,
      KAFKA_BROKERS: 'none',
      RELAY: 'off',
      LOG_LEVEL: 'silent',
      IDENTITY_SECRET: SECRET,
      RESOLVER_BATCH: '20',
      RESOLVER_LEASE_MS: '2000',
    };
    // The test runner's own flags are not the service's.
    const child = fork(FILE, { env, execArgv: ['--disable-warning=TimeoutNegativeWarning'] });
    const [word] = await Promise.race([once(child, 'message'), once(child, 'exit')]);
    if (word !== 'started') throw new Error('The instance ended before it had started.');
    return new WriterProcess(child);
  }

  async isWriter(): Promise<boolean> {
    const answer = once(this.child, 'message');
    this.child.send('writer?');
    return (await answer)[0] === 'writer';
  }

  freeze() {
    this.child.kill('SIGSTOP');
  }

  wake() {
    this.child.kill('SIGCONT');
  }

  async kill(): Promise<void> {
    this.child.kill('SIGCONT');
    this.child.kill('SIGKILL');
    await until(() => this.child.exitCode !== null || this.child.signalCode !== null);
  }
}
