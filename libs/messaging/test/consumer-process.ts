import { until, type TestBroker, type TestDatabase, type TestIssuer } from '@continuum/testing';
import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';

const FILE = join(import.meta.dirname, 'consumer.process.mjs');

interface Surroundings {
  readonly db: TestDatabase;
  readonly broker: TestBroker;
  readonly issuer: TestIssuer;
  readonly prefix: string;
}

/** A member of the group `spec-service`, in a process that can be frozen and ended. */
export class ConsumerProcess {
  private readonly told: unknown[] = [];

  private constructor(private readonly child: ChildProcess) {
    child.on('message', (word) => this.told.push(word));
  }

  static async join({ db, broker, issuer, prefix }: Surroundings): Promise<ConsumerProcess> {
    const env = {
      ...process.env,
      PORT: '0',
      HEALTH_PORT: '0',
      OIDC_ISSUER: issuer.url,
      CLIENT_SECRET: 'x',
      LOG_LEVEL: 'silent',
      DATABASE_URL: db.url,
      DATABASE_POOL: '3',
      KAFKA_BROKERS: broker.brokers.join(','),
      KAFKA_PREFIX: prefix,
      RELAY: 'off',
    };
    // The test runner's own flags are not the service's.
    const child = fork(FILE, { env, execArgv: [] });
    const consumer = new ConsumerProcess(child);
    await consumer.says('joined');
    return consumer;
  }

  /** Stands still in its next batch, its transaction open. */
  async hold() {
    this.child.send('hold');
    await this.says('holding');
  }

  freeze() {
    this.child.kill('SIGSTOP');
  }

  wake() {
    this.child.send('go on');
    this.child.kill('SIGCONT');
  }

  /** Answers its exit code, or the signal that ended it. */
  async end(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | NodeJS.Signals | null> {
    this.child.kill('SIGCONT');
    this.child.kill(signal);
    await until(() => this.child.exitCode !== null || this.child.signalCode !== null);
    return this.child.exitCode ?? this.child.signalCode;
  }

  private async says(word: string) {
    await until(() => this.told.includes(word) || this.child.exitCode !== null);
    if (!this.told.includes(word)) throw new Error(`The consumer ended before it was ${word}.`);
  }
}
