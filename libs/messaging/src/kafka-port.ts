/** What we ask of a Kafka client, in our own words. Every adapter passes `kafka-port.conformance.ts`. */
export interface KafkaPort {
  /** Every in-sync replica has all of them, in order, or it throws. One send at a time. */
  send(records: readonly OutgoingRecord[]): Promise<void>;
  consume(options: ConsumeOptions, onBatch: OnBatch): Promise<Consumption>;
  ensureTopics(topics: readonly TopicSpec[]): Promise<void>;
  /** Which of these topics the broker does not have. */
  missingTopics(topics: readonly string[]): Promise<string[]>;
  lag(group: string, topics: readonly string[]): Promise<PartitionLag[]>;
  close(): Promise<void>;
}

export interface OutgoingRecord {
  readonly topic: string;
  readonly key: string;
  readonly value: Buffer;
  readonly headers: Readonly<Record<string, string>>;
}

export interface ReceivedRecord {
  readonly topic: string;
  readonly partition: number;
  readonly offset: bigint;
  readonly key: string;
  readonly value: Buffer;
  /** Headers that are text; one that is not makes the record unreadable. */
  readonly headers: Readonly<Record<string, string>>;
}

/** Records of one partition in order, or of several, each in order: `topic` and `partition` are the first's. */
export interface FetchedBatch {
  readonly topic: string;
  readonly partition: number;
  readonly records: readonly ReceivedRecord[];
  /** False once the group has moved on: the work must not be committed. */
  isCurrent(): boolean;
}

/** `commit`: all records are done. `later`: none is; this partition waits, longer each time. Must not throw. */
export type OnBatch = (batch: FetchedBatch) => Promise<'commit' | 'later'>;

export interface ConsumeOptions {
  readonly group: string;
  readonly topics: readonly string[];
  readonly maxRecords: number;
  readonly maxBytes: number;
  readonly onExit: (reason: 'cannot-rejoin') => void;
}

export interface ConsumerState {
  readonly isRunning: boolean;
  readonly epoch: number;
  readonly pausedPartitions: number;
  /** Instant (ms) the loop last turned: a fetch, a batch or a back-off. */
  readonly lastTurnAt: number;
  readonly rebuilds: number;
}

export interface Consumption {
  state(): ConsumerState;
  /** No new batch; the running ones end and commit; then the group is left. */
  close(deadlineMs: number): Promise<void>;
}

export interface TopicSpec {
  readonly topic: string;
  readonly partitions: number;
  readonly config?: Readonly<Record<string, string>>;
}

export interface PartitionLag {
  readonly topic: string;
  readonly partition: number;
  readonly lag: bigint;
  /** Events that retention took before this group had handled them. */
  readonly lost: bigint;
}
