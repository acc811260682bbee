import './kafkajs-records.js';
import {
  Kafka,
  logLevel,
  Partitioners,
  type Admin,
  type EachBatchPayload,
  type Consumer as Client,
  type KafkaMessage,
  type Producer,
  type TopicPartitionOffsetAndMetadata as TopicPartitionOffset,
} from 'kafkajs';
import { setImmediate as allWhoCome, setTimeout as wait } from 'node:timers/promises';
import { backOffMs } from './back-off.js';
import { Gather } from './gather.js';
import type {
  ConsumeOptions,
  ConsumerState,
  Consumption,
  FetchedBatch,
  KafkaPort,
  OnBatch,
  OutgoingRecord,
  PartitionLag,
  ReceivedRecord,
  TopicSpec,
} from './kafka-port.js';

export interface KafkaJsOptions {
  readonly brokers: readonly string[];
  readonly clientId: string;
  /** Codes and ids only: the client's own messages print error objects. */
  readonly onLog?: (level: 'warn' | 'error', event: string) => void;
}

const SEND_WITHIN_MS = 30_000;
const SESSION_MS = 30_000;
const MOST_REBUILDS = 5;
/** Of one fetch, all at once: they are gathered before they are handled. */
const PARTITIONS_AT_ONCE = 1_000;
/** From one fetch to the next: what came late waits so long, what comes first does not. */
const ROUND_MS = 50;

/** The only file that knows kafkajs, beside the record format that it puts in. */
export class KafkaJsPort implements KafkaPort {
  private readonly kafka: Kafka;
  private producer?: Promise<Producer>;
  private admin?: Promise<Admin>;
  private readonly consumptions = new Set<KafkaJsConsumption>();

  constructor(options: KafkaJsOptions) {
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

  async send(records: readonly OutgoingRecord[]): Promise<void> {
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
      await within(SEND_WITHIN_MS, producer.sendBatch({ acks: -1, topicMessages }));
    } catch (error) {
      delete this.producer;
      void producer.disconnect().catch(() => undefined);
      throw error;
    }
  }

  async consume(options: ConsumeOptions, onBatch: OnBatch): Promise<Consumption> {
    const consumption = new KafkaJsConsumption(this.kafka, options, onBatch);
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
        return { topic, partition, lag: BigInt(end) - (own === '-1' ? BigInt(low) : BigInt(own)) };
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

/** One member of a group: cuts what was fetched, commits what is done, pauses what must wait, rebuilds after a crash. */
class KafkaJsConsumption implements Consumption {
  private client!: Client;
  private epoch = 0;
  private isRunning = false;
  private isClosing = false;
  private lastTurnAt = Date.now();
  private rebuilds = 0;
  private rebuildsSinceCommit = 0;
  private readonly attempts = new Map<string, number>();
  private readonly taking = new Set<Promise<void>>();
  private readonly resumes = new Map<string, NodeJS.Timeout>();
  private readonly gather: Gather;
  private offsets: (TopicPartitionOffset & { readonly epoch: number })[] = [];
  private committing: Promise<void> | undefined;

  constructor(
    private readonly kafka: Kafka,
    private readonly options: ConsumeOptions,
    private readonly onBatch: OnBatch,
  ) {
    this.gather = new Gather({ ...options, roundMs: ROUND_MS }, onBatch);
  }

  async start(): Promise<void> {
    this.client = this.kafka.consumer({
      groupId: this.options.group,
      sessionTimeout: SESSION_MS,
      heartbeatInterval: 3_000,
      maxBytesPerPartition: this.options.maxBytes,
      maxWaitTimeInMs: 500,
      allowAutoTopicCreation: false,
      retry: { initialRetryTime: 100, retries: 5, restartOnFailure: () => Promise.resolve(false) },
    });
    const { GROUP_JOIN, CRASH, FETCH, REBALANCING } = this.client.events;
    this.client.on(GROUP_JOIN, () => {
      this.epoch += 1;
      this.isRunning = true;
      this.turn();
    });
    this.client.on(REBALANCING, () => (this.isRunning = false));
    this.client.on(FETCH, () => this.turn());
    this.client.on(CRASH, () => void this.rebuild());
    await this.client.connect();
    await this.client.subscribe({ topics: [...this.options.topics], fromBeginning: true });
    await this.client.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      partitionsConsumedConcurrently: PARTITIONS_AT_ONCE,
      eachBatch: (payload) => this.tracked(this.take(payload)),
    });
  }

  state(): ConsumerState {
    return {
      isRunning: this.isRunning,
      epoch: this.epoch,
      pausedPartitions: this.resumes.size,
      lastTurnAt: this.lastTurnAt,
      rebuilds: this.rebuilds,
    };
  }

  async close(deadlineMs: number): Promise<void> {
    if (this.isClosing) return;
    this.isClosing = true;
    for (const timer of this.resumes.values()) clearTimeout(timer);
    // A commit after the client's stop is silently nothing: running batches end first.
    await within(deadlineMs, Promise.all(this.taking)).catch(() => undefined);
    await within(deadlineMs, this.client.disconnect()).catch(() => undefined);
    this.isRunning = false;
  }

  private async tracked(work: Promise<void>): Promise<void> {
    this.taking.add(work);
    await work.finally(() => this.taking.delete(work));
  }

  private async take({ batch, resolveOffset, heartbeat, pause }: EachBatchPayload): Promise<void> {
    const { topic, partition } = batch;
    const epoch = this.epoch;
    const isCurrent = () => epoch === this.epoch && !this.isClosing;
    for (const messages of this.cut(batch.messages)) {
      if (!isCurrent()) return;
      const records = messages.map((message) => received(message, topic, partition));
      const answer = await this.handle({
        topic,
        partition,
        records,
        isCurrent: () => epoch === this.epoch,
      });
      this.turn();
      if (answer === 'later') return this.backOff(topic, partition, pause());
      this.attempts.delete(`${topic} ${partition}`);
      if (epoch !== this.epoch) return;
      const last = messages.at(-1)?.offset ?? '0';
      await this.commit({ topic, partition, offset: String(BigInt(last) + 1n) });
      resolveOffset(last);
      this.rebuildsSinceCommit = 0;
      if (this.isClosing) return;
      await heartbeat();
    }
  }

  /** Who had to wait is alone until it is through: it must not make the others wait again. */
  private handle(batch: FetchedBatch): ReturnType<OnBatch> {
    const isWaiting = this.attempts.has(`${batch.topic} ${batch.partition}`);
    return isWaiting ? this.onBatch(batch) : this.gather.take(batch);
  }

  /** Partitions that were handled together are committed together. */
  private commit(offset: TopicPartitionOffset): Promise<void> {
    this.offsets.push({ ...offset, epoch: this.epoch });
    this.committing ??= allWhoCome().then(() => this.commitAll());
    return this.committing;
  }

  private async commitAll(): Promise<void> {
    const own = this.offsets.filter(({ epoch }) => epoch === this.epoch);
    this.offsets = [];
    this.committing = undefined;
    if (own.length > 0) await this.client.commitOffsets(own.map(({ epoch: _, ...one }) => one));
  }

  private cut(messages: readonly KafkaMessage[]): KafkaMessage[][] {
    const parts: KafkaMessage[][] = [];
    let part: KafkaMessage[] = [];
    let bytes = 0;
    for (const message of messages) {
      const size = message.value?.length ?? 0;
      if (
        part.length >= this.options.maxRecords ||
        (part.length > 0 && bytes + size > this.options.maxBytes)
      ) {
        parts.push(part);
        part = [];
        bytes = 0;
      }
      part.push(message);
      bytes += size;
    }
    return part.length > 0 ? [...parts, part] : parts;
  }

  private backOff(topic: string, partition: number, resume: () => void) {
    const id = `${topic} ${partition}`;
    const attempt = this.attempts.get(id) ?? 0;
    this.attempts.set(id, attempt + 1);
    const timer = setTimeout(() => {
      this.resumes.delete(id);
      this.turn();
      resume();
    }, backOffMs(attempt));
    this.resumes.set(id, timer);
  }

  private async rebuild(): Promise<void> {
    this.isRunning = false;
    const broken = this.client;
    for (let attempt = 0; !this.isClosing; attempt += 1) {
      this.turn();
      await wait(Math.min(30_000, 1_000 * 2 ** attempt));
      await within(5_000, broken.disconnect()).catch(() => undefined);
      if (this.isClosing) return;
      try {
        this.rebuilds += 1;
        await this.start();
        this.rebuildsSinceCommit += 1;
        if (this.rebuildsSinceCommit > MOST_REBUILDS) this.options.onExit('cannot-rejoin');
        return;
      } catch {
        await this.client.disconnect().catch(() => undefined);
      }
    }
  }

  private turn() {
    this.lastTurnAt = Date.now();
  }
}

async function connected<C extends { connect(): Promise<void> }>(client: C): Promise<C> {
  await client.connect();
  return client;
}

function received(
  { key, value, headers, offset }: KafkaMessage,
  topic: string,
  partition: number,
): ReceivedRecord {
  return {
    topic,
    partition,
    offset: BigInt(offset),
    key: key?.toString('utf8') ?? '',
    value: value ?? Buffer.alloc(0),
    // Text already: `kafkajs-records.ts` reads them so.
    headers: headers as Record<string, string>,
  };
}

async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () =>
        reject(Object.assign(new Error('Kafka does not answer in time.'), { code: 'ETIMEDOUT' })),
      ms,
    );
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

/** Its messages may quote a topic's key or a broker's answer: only the fixed beginning passes. */
const withoutValues = (message: string) => message.split(/[:[{(]/)[0]?.trim() ?? '';
