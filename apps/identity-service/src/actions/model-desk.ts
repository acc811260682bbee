import { Injectable } from '@nestjs/common';
import { Refused } from '@continuum/contracts';
import { randomUUID } from 'node:crypto';
import type { DataSource, EntityManager } from 'typeorm';
import { ActivationRepository } from '../store/activation.repository.js';
import { JobRepository, type JobKind, type JobRef } from '../store/job.repository.js';
import type { Engines } from '../store/engines.js';
import { findLearnt, type Pair } from '../store/model.repository.js';

export interface ModelDeskOptions {
  readonly engines: Engines;
  /** Does the work of a job whose row is there. */
  readonly run: (job: JobRef) => Promise<void>;
}

/** A piece of work that goes on after its id is known. */
export interface Job {
  readonly id: string;
  readonly over: Promise<void>;
}

const notFound = (what: string) => new Refused('NOT_FOUND', `There is no such ${what}.`);

/** Learns models, says what they would change, and asks the resolver to go over to one. */
@Injectable()
export class ModelDesk {
  constructor(
    private readonly dataSource: DataSource,
    private readonly jobs: JobRepository,
    private readonly activations: ActivationRepository,
    private readonly options: ModelDeskOptions,
  ) {}

  /** Learns a model and frequencies from all present records; nothing is linked by them yet. */
  train(seed: number, user: string): Promise<Job> {
    return this.begin('training', async (id, tx) => {
      await this.jobs.assertRecords(tx);
      await this.jobs.addTraining(id, seed, user, tx);
    });
  }

  /** Links everything under another pair, and keeps nothing but the report. */
  compare(to: Pair, user: string): Promise<Job> {
    return this.begin('comparison', async (id, tx) => {
      if (!(await findLearnt(to, tx))) throw notFound('model');
      await this.jobs.addComparison(id, await this.inForce(tx), to, user, tx);
    });
  }

  /** Going back is this too, with a comparison made under the newer model. */
  async activate(comparisonId: string, user: string): Promise<Pair> {
    return this.alone(async (tx) => {
      const comparison = await this.jobs.findComparison(comparisonId, tx);
      if (!comparison) throw notFound('comparison');
      const { state, from, to } = comparison;
      if (state !== 'done') throw new Refused('NOT_COMPARED', 'The comparison is not done.');
      if (await this.activations.underWay(tx)) {
        throw new Refused('ACTIVATION_UNDER_WAY', 'Another activation is not over yet.');
      }
      const { modelId, epochId } = await this.inForce(tx);
      if (from.modelId !== modelId || from.epochId !== epochId) {
        throw new Refused('STALE_COMPARISON', 'It was compared with a model not active any more.');
      }
      if (await this.jobs.isTrainer(user, to, tx)) {
        throw new Refused('SAME_USER', 'Who trained a model does not activate it.');
      }
      await this.activations.add(comparisonId, to, user, tx);
      return to;
    });
  }

  /** Gives up an activation that is under way; where it has begun, the resolver goes back to the former pair. */
  async cancel(user: string): Promise<Pair> {
    return this.alone(async (tx) => {
      const underWay = await this.activations.lockUnderWay(tx);
      if (!underWay) throw new Refused('NO_ACTIVATION', 'No activation is under way.');
      const former = (await this.activations.before(underWay, tx)) ?? this.starting();
      if (underWay.fromStep === null) await this.activations.drop(underWay, tx);
      else {
        if (former.comparisonId === underWay.comparisonId) {
          throw new Refused('GOING_BACK', 'It is going back already.');
        }
        await this.activations.stop(underWay, tx);
        await this.activations.add(underWay.comparisonId, former, user, tx);
      }
      return { modelId: former.modelId, epochId: former.epochId };
    });
  }

  async training(trainingId: string) {
    const { manager } = this.dataSource;
    await this.jobs.failAbandoned(manager);
    const found = await this.jobs.findTraining(trainingId, manager);
    if (!found) throw notFound('training');
    return found;
  }

  async comparison(comparisonId: string) {
    const { manager } = this.dataSource;
    await this.jobs.failAbandoned(manager);
    const found = await this.jobs.findComparison(comparisonId, manager);
    if (!found) throw notFound('comparison');
    return found;
  }

  /** What links records now, and whether everything is regrouped under it. */
  async active() {
    const { manager } = this.dataSource;
    const isSettled = (await this.activations.underWay(manager)) === undefined;
    return { ...(await this.inForce(manager)), isSettled };
  }

  private async begin(
    kind: JobKind,
    add: (id: string, tx: EntityManager) => Promise<void>,
  ): Promise<Job> {
    const job = { kind, id: randomUUID() };
    await this.dataSource.transaction(async (tx) => {
      await this.jobs.assertNoneRuns(tx);
      await add(job.id, tx);
    });
    return { id: job.id, over: this.orFail(job) };
  }

  private async orFail(job: JobRef): Promise<void> {
    try {
      await this.options.run(job);
    } catch (error) {
      await this.jobs.fail(job, this.dataSource.manager);
      throw error;
    }
  }

  private alone<T>(work: (tx: EntityManager) => Promise<T>): Promise<T> {
    return this.dataSource.transaction(async (tx) => {
      await tx.query('LOCK TABLE activation IN SHARE ROW EXCLUSIVE MODE');
      return work(tx);
    });
  }

  private async inForce(tx: EntityManager): Promise<Pair> {
    const { model, epoch } = await this.options.engines.active(tx);
    return { modelId: model.id, epochId: epoch.id };
  }

  private starting(): Pair & { readonly comparisonId?: string } {
    const { model, epoch } = this.options.engines.starting;
    return { modelId: model.id, epochId: epoch.id };
  }
}
