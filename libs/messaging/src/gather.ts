import { setImmediate as allWhoCome, setTimeout as wait } from 'node:timers/promises';
import type { FetchedBatch, OnBatch } from './kafka-port.js';

interface Waiting {
  readonly batch: FetchedBatch;
  readonly bytes: number;
  readonly answer: (answer: ReturnType<OnBatch>) => void;
}

export interface GatherLimits {
  readonly maxRecords: number;
  readonly maxBytes: number;
  /** From one fetch to the next at least, in ms: small fetches cost as much as large ones. */
  readonly roundMs?: number;
}

/** Of the shortest rounds. */
const LONGEST = 5;

/** Small batches of many partitions that wait at one moment are handled as one, in one transaction. */
export class Gather {
  private waiting: Waiting[] = [];
  private isRunning = false;

  constructor(
    private readonly limits: GatherLimits,
    private readonly onBatch: OnBatch,
  ) {}

  take(batch: FetchedBatch): ReturnType<OnBatch> {
    const bytes = batch.records.reduce((sum, { value }) => sum + value.length, 0);
    return new Promise((answer) => {
      this.waiting.push({ batch, bytes, answer });
      if (!this.isRunning) void this.run();
    });
  }

  private async run() {
    this.isRunning = true;
    for (await allWhoCome(); this.waiting.length > 0; await allWhoCome()) {
      const together = this.next();
      const batch = joined(together.map(({ batch }) => batch));
      const round = wait(this.roundMs(batch.records.length));
      const answer = this.onBatch(batch);
      await answer.catch(() => undefined);
      // What they bring is done; only the next fetch waits until it finds more.
      if (this.waiting.length === 0) await round;
      for (const one of together) one.answer(answer);
    }
    this.isRunning = false;
  }

  /** A little flows: everybody soon. Much flows: the next fetch brings more. A batch is full: there is more already. */
  private roundMs(records: number): number {
    const { roundMs = 0, maxRecords } = this.limits;
    return records < maxRecords ? Math.min(roundMs + records, LONGEST * roundMs) : 0;
  }

  private next(): Waiting[] {
    const [first, ...others] = this.waiting.toSorted(byTopic);
    if (!first) return [];
    const together = [first];
    let [records, bytes] = [first.batch.records.length, first.bytes];
    for (const one of others) {
      records += one.batch.records.length;
      bytes += one.bytes;
      if (records > this.limits.maxRecords || bytes > this.limits.maxBytes) break;
      together.push(one);
    }
    this.waiting = this.waiting.filter((one) => !together.includes(one));
    return together;
  }
}

/** Side by side, events of one topic make one call of their handler. */
const byTopic = (a: Waiting, b: Waiting) =>
  a.batch.topic < b.batch.topic ? -1 : Number(a.batch.topic > b.batch.topic);

const joined = (batches: FetchedBatch[]): FetchedBatch => ({
  topic: batches[0]?.topic ?? '',
  partition: batches[0]?.partition ?? 0,
  records: batches.flatMap(({ records }) => records),
  isCurrent: () => batches.every((batch) => batch.isCurrent()),
});
