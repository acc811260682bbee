import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Changes } from '../domain/resolution/changes.js';
import type { Command } from '../domain/resolution/command.js';
import type { Memory } from '../domain/resolution/memory.js';
import { keysNeeded, resolve } from '../domain/resolution/resolve.js';
import { ChangesRepository } from '../store/changes.repository.js';
import { IntakeRepository } from '../store/intake.repository.js';
import { LeaseRepository, type Lease } from '../store/lease.repository.js';
import { SourceRepository } from '../store/source.repository.js';
import { resolverMetrics } from './metrics.js';
import { publishChanges, publishReviews } from './publish-changes.js';

export interface Batching {
  readonly secret: string;
  /** Most steps of one transaction. */
  readonly size: number;
}

/**
 * Takes what waits, one step at a time in memory, and commits the steps together. Where it throws, memory has gone
 * ahead of the tables and must be loaded again.
 */
@Injectable()
export class ResolveBatch {
  constructor(
    private readonly leases: LeaseRepository,
    private readonly intake: IntakeRepository,
    private readonly changes: ChangesRepository,
    private readonly sources: SourceRepository,
  ) {}

  /** Answers what the commands that waited have changed. */
  async run(memory: Memory, lease: Lease, batching: Batching, tx: EntityManager): Promise<Changes> {
    const [, waiting] = await Promise.all([
      this.leases.fence(lease, tx),
      this.intake.waiting(batching.size, tx),
    ]);
    resolverMetrics.intakeAge.set(waiting[0]?.waitedSeconds ?? 0);
    const changes = new Changes();
    if (waiting.length === 0) return changes;

    const commands = waiting.map(({ command }) => command);
    const sources = await this.sources.ofRecords(keysNeeded(memory, commands), tx);
    for (const { seq: intakeSeq, command } of waiting) {
      const seq = memory.lastStep + 1;
      changes.steps.push({ seq, kind: command.kind, ref: refOf(command), intakeSeq });
      resolve(memory, command, { seq, secret: batching.secret, sources }, changes);
    }
    await Promise.all([
      this.changes.save(changes, memory, lease, tx),
      publishChanges(changes, memory, tx),
    ]);
    await publishReviews(changes, tx);
    return changes;
  }
}

function refOf(command: Command): string {
  if (command.kind === 'subject') return command.recordKey;
  return command.kind === 'judgement' ? command.judgement.judgementId : command.judgementId;
}
