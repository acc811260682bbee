import type { Event } from '@continuum/contracts';
import type { DataSource, EntityManager } from 'typeorm';
import { Breaker } from './breaker.js';
import { receive } from './inbox.js';
import { BreakerOpen, isInfrastructure, NoLongerOurs, WrongAnswer } from './infrastructure.js';
import type { ReceivedRecord } from './kafka-port.js';
import { consumerMetrics } from './metrics.js';
import type { Outcome } from './outcome.js';
import { forgetParked, park, parkBehind } from './parked.js';
import { Refusals, UNEXPECTED } from './refusals.js';

/** One record as it came, and what it says or why it cannot be read. */
export interface Delivery {
  readonly record: ReceivedRecord;
  /** Topic the event first came on: a replay comes on the consumer's own. */
  readonly topic: string;
  readonly eventId?: string | undefined;
  readonly isReplay: boolean;
  readonly read: () => Event<unknown>;
}

export type Handle = (
  events: readonly Event<unknown>[],
  tx: EntityManager,
) => Promise<readonly Outcome[]>;

export interface Consumer {
  readonly name: string;
  readonly topicPrefix: string;
  readonly db: DataSource;
  readonly handle: Handle;
  readonly isCurrent: () => boolean;
  readonly breaker: Breaker;
}

const TRIES = 3;

/** Received and handled together, or not at all. A throw means: this partition waits, then again. */
export async function deliver(
  batch: readonly Delivery[],
  consumer: Consumer,
  attempt = 1,
): Promise<void> {
  if (batch.length === 0) return;
  try {
    await handleTogether(batch, consumer);
  } catch (error) {
    if (isInfrastructure(error)) throw error;

    const refusals = Refusals.from(error, batch, attempt, TRIES);
    if (refusals) {
      holdBack(refusals, consumer);
      await park(refusals.refusals, consumer);
      return deliver(withoutRefusedReplays(batch, refusals), consumer);
    }
    const isAlone = batch.length === 1;
    for (const part of isAlone ? [batch] : halves(batch)) {
      await deliver(part, consumer, isAlone ? attempt + 1 : 1);
    }
  }
}

/** A replay refused again stays parked, and so does what would follow it. */
function withoutRefusedReplays(
  batch: readonly Delivery[],
  { refusals }: Refusals,
): readonly Delivery[] {
  const keys = new Set(refusals.map(({ delivery }) => keyOf(delivery)));
  return batch.filter((delivery) => !(delivery.isReplay && keys.has(keyOf(delivery))));
}

const keyOf = ({ topic, record }: Delivery) => `${topic} ${record.key}`;

async function handleTogether(batch: readonly Delivery[], consumer: Consumer) {
  const handled = await consumer.db.transaction(async (tx) => {
    const free = await parkBehind(batch, consumer, tx);
    const events = readAll(free);
    const fresh = await receive(
      tx,
      events.map(({ event }) => event.id),
    );
    const mine = firstOfEach(events.filter(({ event }) => fresh.has(event.id)));
    const outcomes = mine.length > 0 ? await consumer.handle(eventsOf(mine), tx) : [];
    if (!isAnswer(outcomes, mine.length))
      throw new WrongAnswer('A handler gave no outcome per event.');
    Refusals.throwIfAny(
      mine.map(({ delivery }) => delivery),
      outcomes,
    );
    await forgetParked(free, consumer, tx);
    if (!consumer.isCurrent()) throw new NoLongerOurs('The partition has moved on.');
    consumerMetrics.duplicates.inc(events.length - mine.length);
    return mine;
  });
  consumer.breaker.handled(handled.length);
  for (const { event } of handled)
    consumerMetrics.events.inc({ type: event.type, outcome: 'done' });
}

/** What cannot be read is refused, all of it at once. */
function readAll(batch: readonly Delivery[]) {
  const read: { delivery: Delivery; event: Event<unknown> }[] = [];
  const refusals = batch.flatMap((delivery) => {
    try {
      read.push({ delivery, event: delivery.read() });
      return [];
    } catch (error) {
      return Refusals.from(error, [delivery], TRIES, TRIES)?.refusals ?? [];
    }
  });
  if (refusals.length > 0) throw new Refusals(refusals);
  return read;
}

const eventsOf = (read: readonly { readonly event: Event<unknown> }[]) =>
  read.map(({ event }) => event);

function firstOfEach<T extends { readonly event: Event<unknown> }>(events: readonly T[]): T[] {
  const seen = new Set<string>();
  return events.filter(({ event }) => !seen.has(event.id) && seen.add(event.id));
}

function isAnswer(outcomes: unknown, count: number): outcomes is readonly Outcome[] {
  return (
    Array.isArray(outcomes) &&
    outcomes.length === count &&
    outcomes.every((one: unknown) => isOutcome(one))
  );
}

function isOutcome(one: unknown): boolean {
  return (
    typeof one === 'object' &&
    one !== null &&
    'is' in one &&
    (one.is === 'done' || one.is === 'refused')
  );
}

function holdBack({ refusals }: Refusals, { breaker }: Consumer) {
  const isBug = refusals.some(({ code }) => code === UNEXPECTED);
  if (isBug && !breaker.mayPark()) throw new BreakerOpen('Too many events fail unexpectedly.');
}

function halves<T>(batch: readonly T[]): [readonly T[], readonly T[]] {
  const middle = Math.ceil(batch.length / 2);
  return [batch.slice(0, middle), batch.slice(middle)];
}
