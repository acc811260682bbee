import { laneOf } from './outbox.js';
import { backOffMs } from './back-off.js';
import type {
  ConsumeOptions,
  Consumption,
  KafkaPort,
  OnBatch,
  OutgoingRecord,
  PartitionLag,
  ReceivedRecord,
  TopicSpec,
} from './kafka-port.js';

/** A broker in one process, for tests of what stands on the port: partitions, groups, offsets, back-off. */
export class InMemoryPort implements KafkaPort {
  private readonly logs = new Map<string, ReceivedRecord[][]>();
  private readonly groups = new Map<string, Map<string, number>>();
  private readonly members = new Set<InMemoryConsumption>();

  constructor(private readonly waitMs: (attempt: number) => number = backOffMs) {}

  send(records: readonly OutgoingRecord[]): Promise<void> {
    const unknown = records.find(({ topic }) => !this.logs.has(topic));
    if (unknown) return Promise.reject(new Error('The topic does not exist.'));
    for (const record of records) {
      const partitions = this.logs.get(record.topic) ?? [];
      const partition = laneOf(record.key, partitions.length);
      const log = partitions[partition];
      log?.push({ ...record, partition, offset: BigInt(log.length) });
    }
    for (const member of this.members) member.wake();
    return Promise.resolve();
  }

  consume(options: ConsumeOptions, onBatch: OnBatch): Promise<Consumption> {
    const offsets = this.groups.get(options.group) ?? new Map<string, number>();
    this.groups.set(options.group, offsets);
    const member = new InMemoryConsumption(
      { logs: this.logs, offsets, waitMs: this.waitMs },
      options,
      onBatch,
    );
    this.members.add(member);
    member.wake();
    return Promise.resolve(member);
  }

  ensureTopics(topics: readonly TopicSpec[]): Promise<void> {
    for (const { topic, partitions } of topics) {
      if (!this.logs.has(topic))
        this.logs.set(
          topic,
          Array.from({ length: partitions }, () => []),
        );
    }
    return Promise.resolve();
  }

  missingTopics(topics: readonly string[]): Promise<string[]> {
    return Promise.resolve(topics.filter((topic) => !this.logs.has(topic)));
  }

  lag(group: string, topics: readonly string[]): Promise<PartitionLag[]> {
    const offsets = this.groups.get(group) ?? new Map<string, number>();
    return Promise.resolve(
      topics.flatMap((topic) =>
        (this.logs.get(topic) ?? []).map((log, partition) => ({
          topic,
          partition,
          lag: BigInt(log.length - (offsets.get(`${topic} ${partition}`) ?? 0)),
          lost: 0n,
        })),
      ),
    );
  }

  /** Everything that was sent is handled. */
  async drained(): Promise<void> {
    await Promise.all([...this.members].map((member) => member.drained()));
  }

  async close(): Promise<void> {
    await Promise.all([...this.members].map((member) => member.close()));
  }
}

interface Shared {
  readonly logs: ReadonlyMap<string, ReceivedRecord[][]>;
  readonly offsets: Map<string, number>;
  readonly waitMs: (attempt: number) => number;
}

class InMemoryConsumption implements Consumption {
  private isClosing = false;
  private lastTurnAt = Date.now();
  private readonly busy = new Map<string, Promise<void>>();
  private readonly paused = new Map<string, number>();

  constructor(
    private readonly shared: Shared,
    private readonly options: ConsumeOptions,
    private readonly onBatch: OnBatch,
  ) {}

  wake() {
    for (const topic of this.options.topics) {
      for (const partition of (this.shared.logs.get(topic) ?? []).keys())
        this.drain(topic, partition);
    }
  }

  state() {
    return {
      isRunning: !this.isClosing,
      epoch: 1,
      pausedPartitions: this.paused.size,
      lastTurnAt: this.lastTurnAt,
      rebuilds: 0,
    };
  }

  async drained() {
    await Promise.all(this.busy.values());
  }

  async close() {
    this.isClosing = true;
    await this.drained();
  }

  private drain(topic: string, partition: number) {
    const id = `${topic} ${partition}`;
    if (this.busy.has(id) || this.paused.has(id) || this.isClosing) return;
    const work = this.run(topic, partition, id).finally(() => this.busy.delete(id));
    this.busy.set(id, work);
  }

  private async run(topic: string, partition: number, id: string): Promise<void> {
    const { offsets, logs, waitMs } = this.shared;
    let attempt = 0;
    while (!this.isClosing) {
      await Promise.resolve();
      const from = offsets.get(id) ?? 0;
      const records = (logs.get(topic)?.[partition] ?? []).slice(
        from,
        from + this.options.maxRecords,
      );
      if (records.length === 0) return;
      this.lastTurnAt = Date.now();
      const answer = await this.onBatch({
        topic,
        partition,
        records,
        isCurrent: () => !this.isClosing,
      });
      if (answer === 'commit') {
        offsets.set(id, from + records.length);
        attempt = 0;
        continue;
      }
      this.paused.set(id, (attempt += 1));
      await new Promise((resolve) => setTimeout(resolve, waitMs(attempt - 1)));
      this.paused.delete(id);
    }
  }
}
