import { findDocker } from './parts/java.js';
import { IMAGE, startKafka } from './parts/kafka.js';
import { untilCoordinating } from './parts/kafka-topics.js';
import { claim, release, stopParts } from './parts/leftovers.js';
import { freePorts } from './parts/ports.js';
import { startPostgres } from './parts/postgres.js';
import { CLONE, type StackFolder } from './parts/stack-folder.js';
import { kafkaContainer, postgresContainer } from './parts/test-containers.js';

type Server = 'postgres' | 'kafka';

/** The servers of one test run: containers where Docker answers, else our own processes. */
export async function openTestServers(): Promise<TestServers> {
  await sweep();
  return new TestServers(CLONE.inner(`test-${process.pid}`));
}

export class TestServers {
  private readonly started = new Map<string, Promise<string>>();
  private readonly containers: (() => Promise<unknown>)[] = [];
  /** Once: claiming again would end the server that was started first. */
  private claimed?: Promise<void>;

  constructor(private readonly folder: StackFolder) {}

  /** Started when it is first asked for. */
  addressOf(server: string): Promise<string> {
    const address = this.started.get(server) ?? this.start(server);
    this.started.set(server, address);
    return address;
  }

  async close(): Promise<void> {
    await Promise.allSettled(this.started.values());
    await Promise.all(this.containers.map((stop) => stop()));
    if (this.started.size === 0) return;
    await stopParts(this.folder);
    await release(this.folder);
    await this.folder.remove();
  }

  private async start(server: string): Promise<string> {
    if (server !== 'postgres' && server !== 'kafka') throw new Error('There is no such server.');
    if ('command' in (await findDocker())) return this.contain(server);

    await (this.claimed ??= this.claim());
    return server === 'postgres' ? this.ownPostgres() : this.ownKafka();
  }

  private async claim(): Promise<void> {
    await this.folder.prepare();
    await claim(this.folder);
  }

  private async contain(server: Server): Promise<string> {
    const container = await (server === 'postgres' ? postgresContainer() : kafkaContainer(IMAGE));
    this.containers.push(() => container.stop());
    return container.address;
  }

  private async ownPostgres(): Promise<string> {
    const { port } = await freePorts(['port']);
    const options = { port, password: 'postgres', isDurable: false };
    return (await startPostgres(this.folder, options)).url;
  }

  private async ownKafka(): Promise<string> {
    const { brokers } = await startKafka(this.folder, await freePorts(['broker', 'controller']));
    await untilCoordinating(brokers);
    return brokers;
  }
}

/** A test run that was killed leaves its servers running: the next one ends them. */
async function sweep() {
  for (const name of await CLONE.innerNames()) {
    if (!name.startsWith('test-')) continue;
    const folder = CLONE.inner(name);
    const isLeftOver = await claim(folder).then(
      () => true,
      () => false,
    );
    if (isLeftOver) await folder.remove();
  }
}
