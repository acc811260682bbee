import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Changes } from '../domain/resolution/changes.js';
import type { Memory } from '../domain/resolution/memory.js';
import { Relinking } from '../domain/resolution/relink.js';
import { ActivationRepository, type UnderWay } from '../store/activation.repository.js';
import { ChangesRepository } from '../store/changes/changes.repository.js';
import type { Engines } from '../store/engines.js';
import { LeaseRepository, type Lease } from '../store/lease.repository.js';
import { loadMemoryAnew } from '../store/memory-anew.loader.js';
import { publishChanges } from './publish-changes.js';

const EDGES = 50_000;

export interface RelinkOptions {
  readonly secret: string;
  /** Records from which a transaction is full. */
  readonly size: number;
  readonly engines: Engines;
}

/** Brings all links under a model that has been activated, in transactions that another writer can go on from. */
@Injectable()
export class Relink {
  private readonly begun = new WeakMap<Memory, Relinking>();

  constructor(
    private readonly dataSource: DataSource,
    private readonly activations: ActivationRepository,
    private readonly leases: LeaseRepository,
    private readonly changes: ChangesRepository,
  ) {}

  /** One transaction of an activation that is under way; answers the memory to go on with, nothing where none is. */
  async advance(memory: Memory, lease: Lease, options: RelinkOptions): Promise<Memory | undefined> {
    if (!(await this.activations.underWay(this.dataSource.manager))) return undefined;
    return this.dataSource.transaction(async (tx) => {
      await this.leases.fence(lease, tx);
      const underWay = await this.activations.lockUnderWay(tx);
      if (!underWay) return memory;
      if (underWay.fromStep === null) return this.begin(underWay, lease, options, tx);
      await this.goOn(underWay, memory, lease, options, tx);
      return memory;
    });
  }

  /** From here on the model is in force: its edges stand in the place of the former one's. */
  private async begin(
    underWay: UnderWay,
    lease: Lease,
    { engines }: RelinkOptions,
    tx: EntityManager,
  ): Promise<Memory> {
    const { memory, changes } = await loadMemoryAnew(await engines.of(underWay, tx), tx);
    await tx.query('DELETE FROM edge');
    const edges = changes.edges.splice(0);
    changes.steps.push(stepOf(underWay, memory.lastStep));
    await this.changes.save(changes, { memory, lease }, tx);
    for (let at = 0; at < edges.length; at += EDGES) {
      const part = new Changes();
      part.edges.push(...edges.slice(at, at + EDGES));
      await this.changes.save(part, { memory, lease }, tx);
    }
    await this.activations.begin(underWay, memory.lastStep, tx);
    return memory;
  }

  private async goOn(
    underWay: UnderWay,
    memory: Memory,
    lease: Lease,
    { secret, size }: RelinkOptions,
    tx: EntityManager,
  ): Promise<void> {
    const relinking = this.begun.get(memory) ?? new Relinking(memory, underWay.reached);
    this.begun.set(memory, relinking);
    const changes = new Changes();
    const step = memory.lastStep + 1;
    changes.steps.push(stepOf(underWay, step));
    relinking.advance({ step, secret, size }, changes);
    await this.changes.save(changes, { memory, lease }, tx);
    await publishChanges(changes, memory, tx);
    await this.activations.reach(underWay, relinking.reached, relinking.isOver, tx);
  }
}

const stepOf = ({ comparisonId }: UnderWay, seq: number) => ({
  seq,
  kind: 'activation',
  ref: comparisonId,
});
