import { Injectable } from '@nestjs/common';
import { Refused } from '@continuum/contracts';
import { randomUUID } from 'node:crypto';
import type { DataSource, EntityManager } from 'typeorm';
import { learnAndLink } from '../domain/bulk/learn-and-link.js';
import { compare, type Report } from '../domain/comparison/compare.js';
import { Relinking } from '../domain/resolution/relink.js';
import { ActivationRepository } from '../store/activation.repository.js';
import { ComparisonRepository } from '../store/comparison.repository.js';
import type { Engines } from '../store/engines.js';
import { loadMemoryAnew } from '../store/memory-anew.loader.js';
import { loadMemory } from '../store/memory.loader.js';
import { findLearnt, saveLearnt, type Pair } from '../store/model.repository.js';
import { loadPopulation } from '../store/population.loader.js';

export interface ModelDeskOptions {
  readonly secret: string;
  /** Records from which a part of an activation is full: a comparison takes the same parts. */
  readonly size: number;
  readonly engines: Engines;
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
    private readonly comparisons: ComparisonRepository,
    private readonly activations: ActivationRepository,
    private readonly options: ModelDeskOptions,
  ) {}

  /** Learns a model and frequencies from all present records; nothing is linked by them yet. */
  async train(seed: number, user: string): Promise<Job> {
    const id = randomUUID();
    await this.comparisons.addTraining(id, seed, user, this.dataSource.manager);
    return { id, over: this.orFail('training', id, this.learn(id, seed)) };
  }

  /** Links everything under another pair, and keeps nothing but the report. */
  async compare(to: Pair, user: string): Promise<Job> {
    const { manager } = this.dataSource;
    if (!(await findLearnt(to, manager))) throw notFound('model');
    const id = randomUUID();
    const from = await this.active(manager);
    await this.comparisons.addComparison(id, from, to, user, manager);
    return { id, over: this.orFail('model_comparison', id, this.report(id, from, to)) };
  }

  /** Going back is this too, with a comparison made under the newer model. */
  async activate(comparisonId: string, user: string): Promise<Pair> {
    return this.dataSource.transaction(async (tx) => {
      await tx.query('LOCK TABLE activation IN SHARE ROW EXCLUSIVE MODE');
      const comparison = await this.comparisons.findComparison(comparisonId, tx);
      if (!comparison) throw notFound('comparison');
      const { state, from, to } = comparison;
      if (state !== 'done') throw new Refused('NOT_COMPARED', 'The comparison is not done.');
      if (await this.activations.underWay(tx)) {
        throw new Refused('ACTIVATION_UNDER_WAY', 'Another activation is not over yet.');
      }
      const { modelId, epochId } = await this.active(tx);
      if (from.modelId !== modelId || from.epochId !== epochId) {
        throw new Refused('STALE_COMPARISON', 'It was compared with a model not active any more.');
      }
      if (await this.comparisons.isTrainer(user, to, tx)) {
        throw new Refused('SAME_USER', 'Who trained a model does not activate it.');
      }
      await this.activations.add(comparisonId, to, user, tx);
      return to;
    });
  }

  training(trainingId: string) {
    return this.found(
      'training',
      this.comparisons.findTraining(trainingId, this.dataSource.manager),
    );
  }

  comparison(comparisonId: string) {
    return this.found(
      'comparison',
      this.comparisons.findComparison(comparisonId, this.dataSource.manager),
    );
  }

  async active(tx: EntityManager = this.dataSource.manager): Promise<Pair> {
    const { model, epoch } = await this.options.engines.active(tx);
    return { modelId: model.id, epochId: epoch.id };
  }

  private async found<T>(what: string, asked: Promise<T | undefined>): Promise<T> {
    const found = await asked;
    if (!found) throw notFound(what);
    return found;
  }

  private async learn(id: string, seed: number): Promise<void> {
    await this.snapshot(async (tx) => {
      const { model, nicknames } = await this.options.engines.active(tx);
      const population = await loadPopulation(nicknames, tx);
      const learnt = learnAndLink(population, { declared: model.declared, seed });
      await saveLearnt(learnt, tx);
      const pair = { modelId: learnt.model.id, epochId: learnt.epoch.id };
      await this.comparisons.endTraining(id, pair, population.descriptionOf.length, tx);
    });
  }

  private async report(id: string, from: Pair, to: Pair): Promise<void> {
    await this.snapshot(async (tx) => {
      const { engines } = this.options;
      const kept = await loadMemory(await engines.of(from, tx), tx);
      const { memory, changes } = await loadMemoryAnew(await engines.of(to, tx), tx);
      const relinking = new Relinking(memory);
      while (!relinking.isOver) {
        relinking.advance({ ...this.options, step: memory.lastStep + 1 }, changes);
      }
      const report: Report = compare(kept, memory, changes);
      await this.comparisons.endComparison(id, report, tx);
    });
  }

  private async snapshot(work: (tx: EntityManager) => Promise<void>): Promise<void> {
    await this.dataSource.transaction('REPEATABLE READ', async (tx) => {
      await tx.query('SET LOCAL statement_timeout = 0');
      await tx.query('SET LOCAL idle_in_transaction_session_timeout = 0');
      await work(tx);
    });
  }

  private async orFail(
    table: 'training' | 'model_comparison',
    id: string,
    work: Promise<void>,
  ): Promise<void> {
    try {
      await work;
    } catch (error) {
      await this.comparisons.fail(table, id, this.dataSource.manager);
      throw error;
    }
  }
}
