import { Injectable } from '@nestjs/common';
import { setImmediate as whatIsToBeSent } from 'node:timers/promises';
import type { EntityManager } from 'typeorm';
import { Changes } from '../domain/resolution/changes.js';
import type { Command } from '../domain/resolution/command.js';
import type { Memory } from '../domain/resolution/memory.js';
import { keysNeeded, resolve } from '../domain/resolution/resolve.js';
import { ChangesRepository } from '../store/changes/changes.repository.js';
import { IntakeRepository, type Arrival } from '../store/intake.repository.js';
import { LeaseRepository, type Lease } from '../store/lease.repository.js';
import { SourceRepository } from '../store/source.repository.js';
import { resolverMetrics } from './metrics.js';
import { publishChanges, publishReviews } from './publish-changes.js';

export interface Batching {
  readonly secret: string;
  /** Most steps of one transaction. */
  readonly size: number;
}

/** What the writer knows, and by what right it writes. */
export interface Office {
  readonly lease: Lease;
  readonly memory: Memory;
}

/** Steps that are written together: PostgreSQL writes them while the next ones are made. */
const PART = 100;

/**
 * Carries out commands one step at a time in memory, and commits the steps of a batch together. Where it throws, memory
 * has gone ahead of the tables and must be loaded again.
 */
@Injectable()
export class ResolveBatch {
  constructor(
    private readonly leases: LeaseRepository,
    private readonly intake: IntakeRepository,
    private readonly changes: ChangesRepository,
    private readonly sources: SourceRepository,
  ) {}

  /** Takes what waits in intake. Answers what it has changed; nothing while an activation is under way. */
  async run(
    office: Office,
    { secret, size }: Batching,
    tx: EntityManager,
  ): Promise<Changes[] | undefined> {
    const [isRelinking, waiting] = await Promise.all([
      this.leases.fence(office.lease, tx),
      this.intake.waiting(size, tx),
    ]);
    if (isRelinking) return undefined;
    resolverMetrics.intakeAge.set(waiting[0]?.waitedSeconds ?? 0);
    if (waiting.length === 0) return [];

    const first = office.memory.lastStep + 1;
    const taken = waiting.map(({ seq }, nth) => ({ seq: first + nth, intakeSeq: seq }));
    const commands = waiting.map(({ command }) => command);
    const changes = await this.carryOut(commands, office, secret, tx);
    await this.intake.take(taken, tx);
    return changes;
  }

  /**
   * What has just come, in the transaction that received it. Answers what it has changed; nothing where it must go by
   * way of intake, which tells repeats from contradictions and waits for the end of an activation.
   */
  async take(
    arrivals: readonly Arrival[],
    office: Office,
    { secret }: Batching,
    tx: EntityManager,
  ): Promise<Changes[] | undefined> {
    if (!areNews(arrivals, office.memory)) return undefined;
    if (await this.leases.fence(office.lease, tx)) return undefined;
    const commands = arrivals.map(({ command }) => command);
    const adding = this.intake.addTaken(arrivals, office.memory.lastStep + 1, tx);
    const carrying = this.carryOut(commands, office, secret, tx);
    // Nothing may be sent any more once the transaction is over, also where one of them fails.
    await Promise.allSettled([adding, carrying]);
    await adding;
    return carrying;
  }

  private async carryOut(
    commands: readonly Command[],
    office: Office,
    secret: string,
    tx: EntityManager,
  ): Promise<Changes[]> {
    const { memory } = office;
    const sources = await this.sources.ofRecords(keysNeeded(memory, commands), tx);
    const parts: Changes[] = [];
    const writing: Promise<void>[] = [];
    try {
      for (let at = 0; at < commands.length; at += PART) {
        const changes = new Changes();
        for (const command of commands.slice(at, at + PART)) {
          const seq = memory.lastStep + 1;
          changes.steps.push({ seq, kind: command.kind, ref: refOf(command) });
          resolve(memory, command, { seq, secret, sources }, changes);
        }
        parts.push(changes);
        const written = this.write(changes, office, tx);
        written.catch(() => undefined);
        writing.push(written);
        // Nobody may come to share features that are about to be erased.
        await (changes.erased.length > 0 ? written : whatIsToBeSent());
      }
    } finally {
      await Promise.allSettled(writing);
    }
    await Promise.all(writing);
    return parts;
  }

  private async write(changes: Changes, office: Office, tx: EntityManager): Promise<void> {
    const [raisedAt] = await Promise.all([
      this.changes.save(changes, office, tx),
      publishChanges(changes, office.memory, tx),
    ]);
    await publishReviews(changes, raisedAt, tx);
  }
}

/** Versions that nobody has reported before, each once. */
function areNews(arrivals: readonly Arrival[], { records }: Memory): boolean {
  const keys = new Set(arrivals.map(({ recordKey }) => recordKey));
  return (
    keys.size === arrivals.length &&
    arrivals.every(
      ({ recordKey, recordVersion }) =>
        recordVersion! > (records.get(recordKey ?? '')?.version ?? 0),
    )
  );
}

function refOf(command: Command): string {
  if (command.kind === 'subject') return command.recordKey;
  return command.kind === 'judgement' ? command.judgement.judgementId : command.judgementId;
}
