import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { DataSource, type EntityManager } from 'typeorm';
import type { Memory } from '../domain/resolution/memory.js';
import type { Engines } from '../store/engines.js';
import { LeaseLost, LeaseRepository, type Lease } from '../store/lease.repository.js';
import { loadMemory } from '../store/memory.loader.js';
import { saveLearnt } from '../store/model.repository.js';
import { resolverMetrics } from './metrics.js';
import { Relink } from './relink.js';
import { ResolveBatch, type Batching } from './resolve-batch.js';

export interface ResolverOptions extends Batching {
  readonly engines: Engines;
  readonly leaseMs: number;
}

interface Office {
  readonly lease: Lease;
  readonly memory: Memory;
}

/** The one writer of links while it holds the lease; on any other instance, the standby. */
@Injectable()
export class Resolver {
  private readonly holder = randomUUID();
  private office: Office | undefined;

  constructor(
    private readonly dataSource: DataSource,
    private readonly leases: LeaseRepository,
    private readonly batch: ResolveBatch,
    private readonly relink: Relink,
    private readonly options: ResolverOptions,
  ) {}

  /** What the writer knows; undefined on the standby. */
  get memory(): Memory | undefined {
    return this.office?.memory;
  }

  /** Takes the lease if it is free and loads what the tables hold. Answers whether this instance is the writer. */
  async stand(): Promise<boolean> {
    if (this.office) return true;
    const { leaseMs, engines } = this.options;
    const lease = await this.leases.acquire(this.holder, leaseMs, this.dataSource.manager);
    if (!lease) return false;
    const memory = await this.dataSource.transaction('REPEATABLE READ', async (tx) => {
      await this.leases.fence(lease, tx);
      await saveLearnt(engines.starting, tx);
      return loadMemory(await engines.active(tx), tx);
    });
    this.office = { lease, memory };
    resolverMetrics.isWriter.set(1);
    return true;
  }

  /** One transaction of steps, of an activation before any other. Where it fails, memory is dropped: it may have gone ahead of the tables. */
  async resolve(): Promise<number> {
    const { office } = this;
    if (!office) return 0;
    const stop = resolverMetrics.batchSeconds.startTimer();
    try {
      const memory = await this.relink.advance(office.memory, office.lease, this.options);
      if (memory) {
        this.office = { lease: office.lease, memory };
        return 1;
      }
      const steps = await this.dataSource.transaction((tx) => this.run(office, tx));
      if (steps > 0) stop();
      resolverMetrics.steps.inc(steps);
      return steps;
    } catch (error) {
      await this.stepDown(error instanceof LeaseLost);
      throw error;
    }
  }

  async renew(): Promise<void> {
    const { office } = this;
    if (!office) return;
    try {
      await this.leases.renew(office.lease, this.options.leaseMs, this.dataSource.manager);
    } catch (error) {
      if (error instanceof LeaseLost) await this.stepDown(true);
      throw error;
    }
  }

  /** Gives the lease back, so that the standby need not wait for its end. */
  async stepDown(isLost = false): Promise<void> {
    const { office } = this;
    this.office = undefined;
    resolverMetrics.isWriter.set(0);
    if (!office || isLost) return;
    await this.leases.release(office.lease, this.dataSource.manager).catch(() => undefined);
  }

  private run({ memory, lease }: Office, tx: EntityManager): Promise<number> {
    return this.batch.run(memory, lease, this.options, tx);
  }
}
