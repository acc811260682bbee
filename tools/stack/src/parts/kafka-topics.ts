import { allTopics, KafkaJsPort } from '@continuum/messaging';

/** Returns when the broker serves topics and groups; just after its start the coordinators still load. */
export async function untilCoordinating(brokers: string): Promise<void> {
  await asking(brokers, (port) => port.lag('stack', []));
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
