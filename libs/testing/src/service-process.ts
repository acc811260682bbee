import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

interface Answer {
  readonly id: number;
  readonly answer: unknown;
}

/** Settings of a service that is alone with its database. */
export const ALONE = {
  PORT: '0',
  HEALTH_PORT: '0',
  OIDC_ISSUER: 'http://127.0.0.1:9',
  CLIENT_SECRET: 'x',
  KAFKA_BROKERS: 'none',
  RELAY: 'off',
  LOG_LEVEL: 'silent',
};

/** A service in a process of its own, to be asked, frozen and killed. Its file says `started`, then answers. */
export class ServiceProcess {
  private asked = 0;
  private readonly ended: Promise<unknown>;

  private constructor(private readonly child: ChildProcess) {
    this.ended = once(child, 'exit');
    // Many may wait for an answer at once.
    child.setMaxListeners(0);
  }

  static async start(file: string, env: Readonly<Record<string, string>>): Promise<ServiceProcess> {
    const child = fork(file, {
      env: { ...process.env, ...ALONE, ...env },
      // A test runner's own flags are not the service's.
      execArgv: ['--disable-warning=TimeoutNegativeWarning'],
    });
    const [word] = await Promise.race([once(child, 'message'), once(child, 'exit')]);
    if (word !== 'started') throw new Error('The service ended before it had started.');
    return new ServiceProcess(child);
  }

  /** @throws where the process ends before it has answered. */
  async ask(question: string, about?: unknown): Promise<unknown> {
    const id = (this.asked += 1);
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    const listen = (said: Answer) => {
      if (said.id === id) resolve(said.answer);
    };
    this.child.on('message', listen);
    void this.ended.then(() => reject(new Error('The service has ended.')));
    this.child.send({ id, question, about }, (error) => {
      if (error) reject(error);
    });
    return promise.finally(() => this.child.off('message', listen));
  }

  freeze(): void {
    this.child.kill('SIGSTOP');
  }

  wake(): void {
    this.child.kill('SIGCONT');
  }

  async kill(): Promise<void> {
    this.child.kill('SIGCONT');
    this.child.kill('SIGKILL');
    await this.ended;
  }
}
