import './kafkajs-records.js';
import './kafkajs-timers.js';
import type {
  Consumer as Client,
  EachBatchPayload,
  Kafka,
  KafkaMessage,
  TopicPartitionOffsetAndMetadata as TopicPartitionOffset,
} from 'kafkajs';
import { setImmediate as allWhoCome, setTimeout as wait } from 'node:timers/promises';
import { backOffMs } from '../back-off.js';
import { Gather } from '../gather.js';
import type {
  ConsumeOptions,
  ConsumerState,
  Consumption,
  FetchedBatch,
  OnBatch,
  ReceivedRecord,
} from '../kafka-port.js';
import { inTime } from './in-time.js';

const MOST_REBUILDS = 5;
/** Of one fetch, all at once: they are gathered before they are handled. */
const PARTITIONS_AT_ONCE = 1_000;
/** From one fetch to the next: what came late waits so long, what comes first does not. */
const ROUND_MS = 50;

/** One member of a group: cuts what was fetched, commits what is done, pauses what must wait, rebuilds after a crash. */
export class KafkaJsConsumption implements Consumption {
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
    private readonly options: ConsumeOptions & { readonly sessionMs: number },
    private readonly onBatch: OnBatch,
  ) {
    this.gather = new Gather({ ...options, roundMs: ROUND_MS }, onBatch);
  }

  async start(): Promise<void> {
    this.client = this.kafka.consumer({
      groupId: this.options.group,
      sessionTimeout: this.options.sessionMs,
      heartbeatInterval: this.options.sessionMs / 10,
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
    await inTime(deadlineMs, Promise.all(this.taking)).catch(() => undefined);
    await inTime(deadlineMs, this.client.disconnect()).catch(() => undefined);
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
  private async handle(batch: FetchedBatch): ReturnType<OnBatch> {
    const isWaiting = this.attempts.has(`${batch.topic} ${batch.partition}`);
    try {
      return await (isWaiting ? this.onBatch(batch) : this.gather.take(batch));
    } catch {
      // The client counts what is thrown at it, and ends after a few.
      return 'later';
    }
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
      await inTime(5_000, broken.disconnect()).catch(() => undefined);
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
