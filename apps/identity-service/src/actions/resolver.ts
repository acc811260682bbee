import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { DataSource, type EntityManager } from 'typeorm';
import type { Engine, Memory } from '../domain/resolution/memory.js';
import type { Engines } from '../store/engines.js';
import type { Arrival } from '../store/intake.repository.js';
import { LeaseLost, LeaseRepository } from '../store/lease.repository.js';
import { followSteps } from '../store/memory.follower.js';
import { loadMemory } from '../store/memory.loader.js';
import { saveLearnt } from '../store/model.repository.js';
import { atEnd } from '../store/transaction-end.js';
import { countChanges } from './count-changes.js';
import { resolverMetrics } from './metrics.js';
import { Relink } from './relink.js';
import { ResolveBatch, type Batching, type Office } from './resolve-batch.js';
import { Turns } from './turns.js';

export interface ResolverOptions extends Batching {
  readonly engines: Engines;
  readonly leaseMs: number;
}

/** The one writer of links while it holds the lease; on any other instance, the standby. */
@Injectable()
export class Resolver {
  private readonly holder = randomUUID();
  private office: Office | undefined;
  /** What the standby knows so far. */
  private followed: Memory | undefined;
  /** Memory is ahead of the tables from a transaction's first step until it has committed. */
  private readonly turns = new Turns();
  private isRelinking = false;

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

  /**
   * One transaction of steps: of what waits in intake, or of an activation while one is under way. Where it fails,
   * memory is dropped: it may have gone ahead of the tables.
   */
  async resolve(): Promise<number> {
    const leave = await this.turns.enter();
    try {
      return this.office ? await this.advance(this.office) : 0;
    } catch (error) {
      await this.stepDown(error instanceof LeaseLost);
      throw error;
    } finally {
      leave();
    }
  }

  /**
   * Links what has just come, in the transaction that received it, if this instance is the writer. Answers false where
   * it must go by way of intake instead.
   */
  async take(arrivals: readonly Arrival[], tx: EntityManager): Promise<boolean> {
    if (!this.office || this.isRelinking) return false;
    const leave = await this.turns.enter();
    let isTaken = false;
    try {
      isTaken = await this.takeInTurn(arrivals, tx, leave);
    } finally {
      if (!isTaken) leave();
    }
    return isTaken;
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

  /** The turn lasts until the transaction ends. */
  private async takeInTurn(
    arrivals: readonly Arrival[],
    tx: EntityManager,
    leave: () => void,
  ): Promise<boolean> {
    const { office } = this;
    if (!office) return false;
    const stop = resolverMetrics.batchSeconds.startTimer();
    try {
      const changes = await this.batch.take(arrivals, office, this.options, tx);
      if (!changes) return false;
      atEnd(tx, (end) => {
        if (end === 'rolled-back') void this.stepDown();
        else countChanges(changes, office.memory);
        stop();
        leave();
      });
      return true;
    } catch (error) {
      // To give the lease back waits for the end of this transaction, so this cannot wait for it.
      void this.stepDown(error instanceof LeaseLost);
      if (error instanceof LeaseLost) return false;
      throw error;
    }
  }

  /** One transaction of what waits, or of the activation that it waits for. */
  private async advance(office: Office): Promise<number> {
    const stop = resolverMetrics.batchSeconds.startTimer();
    const changes = await this.dataSource.transaction((tx) =>
      this.batch.run(office, this.options, tx),
    );
    this.isRelinking = changes === undefined;
    if (!changes) return this.relinkFurther(office);
    if (changes.length === 0) return 0;
    stop();
    countChanges(changes, office.memory);
    return changes.reduce((sum, { steps }) => sum + steps.length, 0);
  }

  private async relinkFurther(office: Office): Promise<number> {
    const memory = await this.relink.advance(office.memory, office.lease, this.options);
    if (!memory) return 0;
    if (this.office === office) this.office = { ...office, memory };
    return 1;
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
}

const isUnder = ({ model, epoch }: Memory, engine: Engine) =>
  model.id === engine.model.id && epoch.id === engine.epoch.id;
