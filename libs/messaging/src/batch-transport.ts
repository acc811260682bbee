import { Server, type CustomTransportStrategy } from '@nestjs/microservices';
import {
  catalogue,
  deadLetterTopic,
  Refused,
  topicName,
  type EventDefinition,
} from '@continuum/contracts';
import { errorFields } from '@continuum/service-kit';
import type { Logger } from 'pino';
import type { DataSource, EntityManager } from 'typeorm';
import { Breaker } from './breaker.js';
import { parseRead } from './contract-check.js';
import { deliver, type Consumer, type Delivery } from './deliver.js';
import { toEvent, typeOf } from './envelope.js';
import type { Consumption, FetchedBatch, KafkaPort, ReceivedRecord } from './kafka-port.js';
import { LostEvents } from './lost-events.js';
import { consumerMetrics } from './metrics.js';
import { Routes, type HandleEvents } from './routes.js';

export interface BatchTransportOptions {
  readonly service: string;
  readonly topicPrefix: string;
  /** Types of a subscribed topic that this service leaves alone, by name. */
  readonly ignore: readonly EventDefinition[];
  readonly maxRecords: number;
  readonly maxBytes: number;
  readonly db: DataSource;
  readonly port: KafkaPort;
  readonly logger: Logger;
  readonly onExit: () => void;
}

/** Header of a replayed event: id of the parked row. */
export const REPLAY = 'continuum-replay';
const LAG_WITHOUT_PROGRESS_MS = 60_000;

/** Kafka for Nest's handlers: batches of one partition, one transaction each, an explicit outcome for every event. */
export class BatchTransport extends Server implements CustomTransportStrategy {
  private consumption?: Consumption;
  private lostEvents?: LostEvents;
  private readonly routes: Routes;
  private readonly ignored: ReadonlySet<string>;
  private readonly breaker = new Breaker();

  constructor(private readonly options: BatchTransportOptions) {
    super();
    this.routes = new Routes(options.ignore);
    this.ignored = new Set(options.ignore.map(({ type }) => type));
  }

  listen(callback: (error?: unknown) => void): void {
    void this.join().then(() => callback(), callback);
  }

  /** The running batches end, their offsets are committed, then the group is left. */
  async close(): Promise<void> {
    this.lostEvents?.stop();
    await this.consumption?.close(20_000);
  }

  on(): never {
    throw new Error('This transport has no events of its own.');
  }

  unwrap<T>(): T {
    return this.consumption as T;
  }

  /** Backing off turns the loop, so that a database away restarts nobody. */
  isAlive(): boolean {
    const state = this.consumption?.state();
    return !state || Date.now() - state.lastTurnAt < LAG_WITHOUT_PROGRESS_MS;
  }

  private async join(): Promise<void> {
    for (const [type, handler] of this.messageHandlers) {
      if (handler.next) throw new Error(`Two handlers of ${type}.`);
      this.routes.add(type, handler as unknown as HandleEvents);
    }
    this.routes.check(catalogue);
    const { service, topicPrefix, port, maxRecords, maxBytes, onExit, logger } = this.options;
    const own = deadLetterTopic(service);
    const topics = [...this.routes.topics(catalogue).map(topicName), own].map(
      (topic) => topicPrefix + topic,
    );
    const missing = await port.missingTopics(topics);
    if (missing.length > 0) throw new Error(`Kafka lacks the topics ${missing.join(', ')}.`);
    const group = topicPrefix + service;
    this.lostEvents = new LostEvents({ port, group, topics, logger });
    await this.lostEvents.start();
    this.consumption = await port.consume(
      { group, topics, maxRecords, maxBytes, onExit },
      (batch) => this.take(batch),
    );
    logger.info({ topics }, 'joined the stream');
  }

  private async take(batch: FetchedBatch): Promise<'commit' | 'later'> {
    const { service, topicPrefix, db, logger } = this.options;
    const consumer: Consumer = {
      name: service,
      topicPrefix,
      db,
      breaker: this.breaker,
      isCurrent: () => batch.isCurrent(),
      handle: (events, tx) => this.handle(events, tx),
    };
    const end = consumerMetrics.batchSeconds.startTimer();
    const deliveries = batch.records
      .filter((record) => this.concerns(record))
      .map((record) => this.delivery(record));
    consumerMetrics.batchEvents.observe(deliveries.length);
    try {
      await deliver(deliveries, consumer);
      return 'commit';
    } catch (error) {
      const { topic, partition } = batch;
      logger.warn({ ...errorFields(error), topic, partition }, 'batch failed, the partition waits');
      return 'later';
    } finally {
      end();
    }
  }

  private async handle(events: Parameters<HandleEvents>[0], tx: EntityManager) {
    return this.routes.handle(events, { tx });
  }

  /** Of our own dead letters only a replay is ours to handle again. */
  private concerns(record: ReceivedRecord): boolean {
    if (this.isOwnTopic(record)) return record.headers[REPLAY] !== undefined;
    return !this.ignored.has(typeOf(record) ?? '');
  }

  private isOwnTopic({ topic }: ReceivedRecord): boolean {
    return topic === this.options.topicPrefix + deadLetterTopic(this.options.service);
  }

  private delivery(record: ReceivedRecord): Delivery {
    const isReplay = this.isOwnTopic(record);
    const type = typeOf(record);
    const definition = type === undefined ? undefined : catalogue.get(type);
    return {
      record:
        record.key === '' ? { ...record, key: `${record.partition}/${record.offset}` } : record,
      topic: isReplay ? (record.headers['continuum-topic'] ?? '') : record.topic,
      eventId: record.headers['ce_id'],
      isReplay,
      read: () => {
        if (!definition) throw new Refused('UNKNOWN_TYPE', 'No contract defines this type.');
        return toEvent(record, definition, (value) => parseRead(definition, value));
      },
    };
  }
}
