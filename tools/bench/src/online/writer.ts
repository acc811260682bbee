import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { SECRET } from './identity.js';

const FILE = fileURLToPath(new URL('writer.process.js', import.meta.url));

/** An instance that is the writer, or stands by. */
export class Writer {
  private constructor(private readonly child: ChildProcess) {}

  static async start(databaseUrl: string): Promise<Writer> {
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
    };
    const child = fork(FILE, { env });
    const [word] = await Promise.race([once(child, 'message'), once(child, 'exit')]);
    if (word !== 'started') throw new Error('The instance ended before it had started.');
    return new Writer(child);
  }

  async isWriter(): Promise<boolean> {
    const answer = once(this.child, 'message');
    this.child.send('writer?');
    return (await answer)[0] === 'writer';
  }

  async kill(): Promise<void> {
    const ended = once(this.child, 'exit');
    this.child.kill('SIGKILL');
    await ended;
  }
}
