import { setTimeout as wait } from 'node:timers/promises';
import { allTopics, KafkaJsPort } from '@continuum/messaging';

const LOADING_MS = 60_000;

/** Returns when the broker serves groups too: just after its start the coordinators still load. */
export async function untilCoordinating(brokers: string): Promise<void> {
  const until = Date.now() + LOADING_MS;
  await asking(brokers, async (port) => {
    for (;;) {
      try {
        await port.lag('stack', []);
        return;
      } catch (error) {
        if (Date.now() > until) throw error;
      }
      await wait(100);
    }
  });
}

export async function createTopics(
  brokers: string,
  consumers: readonly string[],
  prefix: string,
): Promise<void> {
  await asking(brokers, (port) => port.ensureTopics(allTopics(consumers, prefix)));
}

async function asking(brokers: string, ask: (port: KafkaJsPort) => Promise<unknown>) {
  const port = new KafkaJsPort({ brokers: brokers.split(','), clientId: 'stack' });
  try {
    await ask(port);
  } finally {
    await port.close();
  }
}
