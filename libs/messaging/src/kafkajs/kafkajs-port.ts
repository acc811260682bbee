import { Kafka, logLevel, Partitioners, type Admin, type Producer } from 'kafkajs';
import { setTimeout as wait } from 'node:timers/promises';
import type {
  ConsumeOptions,
  Consumption,
  KafkaPort,
  OnBatch,
  OutgoingRecord,
  PartitionLag,
  TopicSpec,
} from '../kafka-port.js';
import { KafkaJsConsumption } from './kafkajs-consumption.js';
import { inTime } from './in-time.js';

export interface KafkaJsOptions {
  readonly brokers: readonly string[];
  readonly clientId: string;
  /** Codes and ids only: the client's own messages print error objects. */
  readonly onLog?: (level: 'warn' | 'error', event: string) => void;
  /** How long a silent consumer keeps its partitions. */
  readonly sessionMs?: number;
}

const SEND_WITHIN_MS = 30_000;
const SESSION_MS = 30_000;

/** kafkajs behind our own words; this folder alone knows it. */
export class KafkaJsPort implements KafkaPort {
  private readonly kafka: Kafka;
  private producer?: Promise<Producer>;
  private sending: Promise<void> = Promise.resolve();
  private admin?: Promise<Admin>;
  private readonly consumptions = new Set<KafkaJsConsumption>();

  constructor(private readonly options: KafkaJsOptions) {
    this.kafka = new Kafka({
      clientId: options.clientId,
      brokers: [...options.brokers],
      connectionTimeout: 3_000,
      retry: { initialRetryTime: 100, maxRetryTime: 5_000, retries: 5 },
      logLevel: logLevel.WARN,
      logCreator:
        () =>
        ({ level, log }) =>
          options.onLog?.(level === logLevel.ERROR ? 'error' : 'warn', withoutValues(log.message)),
    });
  }

  /** The idempotent producer may invert sends that run at the same time. */
  send(records: readonly OutgoingRecord[]): Promise<void> {
    const sent = this.sending.then(() => this.sendAlone(records));
    this.sending = sent.catch(() => undefined);
    return sent;
  }

  private async sendAlone(records: readonly OutgoingRecord[]): Promise<void> {
    const producer = await this.connectedProducer();
    const byTopic = Map.groupBy(records, ({ topic }) => topic);
    const topicMessages = [...byTopic].map(([topic, messages]) => ({
      topic,
      messages: messages.map(({ key, value, headers }) => ({
        key,
        value,
        headers: { ...headers },
      })),
    }));
    try {
      await inTime(SEND_WITHIN_MS, producer.sendBatch({ acks: -1, topicMessages }));
    } catch (error) {
      delete this.producer;
      void producer.disconnect().catch(() => undefined);
      throw error;
    }
  }

  async consume(options: ConsumeOptions, onBatch: OnBatch): Promise<Consumption> {
    const consumption = new KafkaJsConsumption(
      this.kafka,
      { ...options, sessionMs: this.options.sessionMs ?? SESSION_MS },
      onBatch,
    );
    this.consumptions.add(consumption);
    await consumption.start();
    return consumption;
  }

  async ensureTopics(topics: readonly TopicSpec[]): Promise<void> {
    const admin = await this.connectedAdmin();
    await admin.createTopics({
      waitForLeaders: false,
      topics: topics.map(({ topic, partitions, config = {} }) => ({
        topic,
        numPartitions: partitions,
        configEntries: Object.entries(config).map(([name, value]) => ({ name, value })),
      })),
    });
    await this.untilLed(topics.map(({ topic }) => topic));
  }

  /** The client's own waiting gives up at the first broker that has not heard of the topic yet. */
  private async untilLed(topics: string[]): Promise<void> {
    const admin = await this.connectedAdmin();
    const areLed = () =>
      admin.fetchTopicMetadata({ topics }).then(
        (known) =>
          known.topics.every(({ partitions }) => partitions.every(({ leader }) => leader >= 0)),
        () => false,
      );
    const deadline = Date.now() + SEND_WITHIN_MS;
    while (!(await areLed())) {
      if (Date.now() > deadline) throw new Error('Kafka names no leader of the new topics.');
      await wait(100);
    }
  }

  async missingTopics(topics: readonly string[]): Promise<string[]> {
    const known = new Set(await (await this.connectedAdmin()).listTopics());
    return topics.filter((topic) => !known.has(topic));
  }

  async lag(group: string, topics: readonly string[]): Promise<PartitionLag[]> {
    const admin = await this.connectedAdmin();
    const committed = await admin.fetchOffsets({ groupId: group, topics: [...topics] });
    const lags = committed.map(async ({ topic, partitions }) => {
      const ends = await admin.fetchTopicOffsets(topic);
      return ends.map(({ partition, offset: end, low }) => {
        const own = partitions.find((one) => one.partition === partition)?.offset ?? '-1';
        const from = own === '-1' ? BigInt(low) : BigInt(own);
        const lost = from < BigInt(low) ? BigInt(low) - from : 0n;
        return { topic, partition, lag: BigInt(end) - from, lost };
      });
    });
    return (await Promise.all(lags)).flat();
  }

  async close(): Promise<void> {
    await Promise.all([...this.consumptions].map((one) => one.close(5_000)));
    await this.producer?.then((producer) => producer.disconnect()).catch(() => undefined);
    await this.admin?.then((admin) => admin.disconnect()).catch(() => undefined);
  }

  private connectedProducer(): Promise<Producer> {
    this.producer ??= connected(
      this.kafka.producer({
        idempotent: true,
        maxInFlightRequests: 1,
        allowAutoTopicCreation: false,
        // Under the deadline of a send: a client that retries without end goes on after it was disconnected.
        retry: { initialRetryTime: 100, maxRetryTime: 5_000, retries: 8 },
        createPartitioner: Partitioners.DefaultPartitioner,
      }),
    ).catch((error: unknown) => {
      delete this.producer;
      throw error;
    });
    return this.producer;
  }

  private connectedAdmin(): Promise<Admin> {
    this.admin ??= connected(this.kafka.admin()).catch((error: unknown) => {
      delete this.admin;
      throw error;
    });
    return this.admin;
  }
}

async function connected<C extends { connect(): Promise<void> }>(client: C): Promise<C> {
  await client.connect();
  return client;
}

/** Its messages may quote a topic's key or a broker's answer: only the fixed beginning passes. */
const withoutValues = (message: string) => message.split(/[:[{(]/)[0]?.trim() ?? '';
