import type { ConsumerConfig, ConsumerRunConfig, EachBatchPayload, Kafka } from 'kafkajs';
import type { ConsumeOptions } from '../src/kafka-port.js';

export const consumeOptions = (overrides: Partial<ConsumeOptions> = {}): ConsumeOptions => ({
  group: 'spec-service',
  topics: ['continuum.care'],
  maxRecords: 2,
  maxBytes: 1e6,
  onExit: () => undefined,
  ...overrides,
});

/** Work that ends when the test says so. */
export function aGate() {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { open, opened };
}

/** kafkajs as our adapter sees it: what was asked of it, and the moments it reports. */
export class FakeKafka {
  /** What was done, in order. */
  readonly steps: string[] = [];
  readonly configs: ConsumerConfig[] = [];
  runs: ConsumerRunConfig[] = [];
  subscribedFromBeginning: boolean | undefined;
  private listeners = new Map<string, () => void>();

  readonly kafka = {
    consumer: (config: ConsumerConfig) => {
      this.configs.push(config);
      this.listeners = new Map();
      return {
        events: { GROUP_JOIN: 'join', CRASH: 'crash', FETCH: 'fetch', REBALANCING: 'rebalancing' },
        on: (event: string, listener: () => void) => this.listeners.set(event, listener),
        connect: () => Promise.resolve(),
        disconnect: () => this.did('disconnected'),
        subscribe: ({ fromBeginning }: { fromBeginning?: boolean }) => {
          this.subscribedFromBeginning = fromBeginning;
          return Promise.resolve();
        },
        run: (run: ConsumerRunConfig) => {
          this.runs.push(run);
          this.tell('join');
          return Promise.resolve();
        },
        commitOffsets: (offsets: { partition: number; offset: string }[]) =>
          this.did(...offsets.map((one) => `committed ${one.partition}:${one.offset}`)),
      };
    },
  } as unknown as Kafka;

  tell(event: 'join' | 'crash' | 'fetch' | 'rebalancing') {
    this.listeners.get(event)?.();
  }

  /** Gives a fetched batch to the adapter, as the client does. */
  async fetched(partition: number, offsets: readonly number[]): Promise<void> {
    const messages = offsets.map((offset) => ({
      offset: String(offset),
      key: Buffer.from('k'),
      value: Buffer.from('{}'),
      headers: {},
    }));
    await this.runs.at(-1)?.eachBatch?.({
      batch: { topic: 'continuum.care', partition, messages },
      resolveOffset: (offset: string) => void this.did(`resolved ${partition}:${offset}`),
      heartbeat: () => this.did('heartbeat'),
      pause: () => {
        void this.did(`paused ${partition}`);
        return () => void this.did(`resumed ${partition}`);
      },
      isRunning: () => true,
      // It reports seeks only: after a rebalance it still says this.
      isStale: () => false,
    } as unknown as EachBatchPayload);
  }

  private did(...steps: string[]): Promise<void> {
    this.steps.push(...steps);
    return Promise.resolve();
  }
}
