import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { DataSource, type EntityManager } from 'typeorm';
import type { Changes } from '../domain/resolution/changes.js';
import type { Engine, Memory } from '../domain/resolution/memory.js';
import type { Engines } from '../store/engines.js';
import { LeaseLost, LeaseRepository, type Lease } from '../store/lease.repository.js';
import { followSteps } from '../store/memory.follower.js';
import { loadMemory } from '../store/memory.loader.js';
import { saveLearnt } from '../store/model.repository.js';
import { countChanges } from './count-changes.js';
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
  /** What the standby knows so far. */
  private followed: Memory | undefined;

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

  /** How often the lease is renewed: it outlives two renewals that fail. */
  get renewMs(): number {
    return this.options.leaseMs / 3;
  }

  /** What can be searched here: all of it on the writer, a second behind on the standby, nothing before it is loaded. */
  get known(): Memory | undefined {
    return this.office?.memory ?? this.followed;
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
      return this.upToDate(tx);
    });
    // Loading may have taken longer than the lease.
    await this.leases.renew(lease, leaseMs, this.dataSource.manager);
    this.office = { lease, memory };
    this.followed = undefined;
    resolverMetrics.isWriter.set(1);
    resolverMetrics.leaseEpoch.set(lease.epoch);
    return true;
  }

  /** On the standby: keeps what it knows up to date, so that it need not load everything when it takes over. */
  async follow(): Promise<void> {
    if (this.office) return;
    this.followed = await this.dataSource.transaction('REPEATABLE READ', (tx) => this.upToDate(tx));
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
      const changes = await this.dataSource.transaction((tx) => this.run(office, tx));
      if (changes.steps.length === 0) return 0;
      stop();
      countChanges(changes, office.memory);
      return changes.steps.length;
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

  /**
   * What was followed serves as long as the same model is in force. Where following fails, it has come apart from the
   * tables and is dropped.
   */
  private async upToDate(tx: EntityManager): Promise<Memory> {
    const { followed } = this;
    const engine = await this.options.engines.active(tx);
    if (!followed || !isUnder(followed, engine)) return loadMemory(engine, tx);
    try {
      await followSteps(followed, tx);
      return followed;
    } catch (error) {
      this.followed = undefined;
      throw error;
    }
  }

  private run({ memory, lease }: Office, tx: EntityManager): Promise<Changes> {
    return this.batch.run(memory, lease, this.options, tx);
  }
}

const isUnder = ({ model, epoch }: Memory, engine: Engine) =>
  model.id === engine.model.id && epoch.id === engine.epoch.id;
