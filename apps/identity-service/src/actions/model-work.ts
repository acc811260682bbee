import type { DataSource, EntityManager } from 'typeorm';
import { learnAndLink } from '../domain/bulk/learn-and-link.js';
import { compare } from '../domain/comparison/compare.js';
import { Relinking } from '../domain/resolution/relink.js';
import { JobRepository, type JobRef } from '../store/job.repository.js';
import type { Engines } from '../store/engines.js';
import { loadMemoryAnew } from '../store/memory-anew.loader.js';
import { loadMemory } from '../store/memory.loader.js';
import { saveLearnt } from '../store/model.repository.js';
import { loadPopulation } from '../store/population.loader.js';

export interface ModelWorkOptions {
  readonly secret: string;
  /** Records from which a part of an activation is full: a comparison takes the same parts. */
  readonly size: number;
  readonly engines: Engines;
}

/** The long work behind a model, with a process for itself. It links nobody: what it finds out is all that is kept. */
export class ModelWork {
  private readonly jobs = new JobRepository();

  constructor(
    private readonly dataSource: DataSource,
    private readonly options: ModelWorkOptions,
  ) {}

  /** One transaction that holds the job's row from beginning to end: while it does, the job is alive. */
  async run(job: JobRef): Promise<void> {
    await this.dataSource.transaction('REPEATABLE READ', async (tx) => {
      await tx.query('SET LOCAL statement_timeout = 0');
      await tx.query('SET LOCAL idle_in_transaction_session_timeout = 0');
      await (job.kind === 'training' ? this.learn(job.id, tx) : this.report(job.id, tx));
    });
  }

  private async learn(id: string, tx: EntityManager): Promise<void> {
    const { seed } = await this.jobs.holdTraining(id, tx);
    const { model, nicknames } = await this.options.engines.active(tx);
    const population = await loadPopulation(nicknames, tx);
    const learnt = learnAndLink(population, { declared: model.declared, seed });
    await saveLearnt(learnt, tx);
    const pair = { modelId: learnt.model.id, epochId: learnt.epoch.id };
    await this.jobs.endTraining(id, pair, population.descriptionOf.length, tx);
  }

  private async report(id: string, tx: EntityManager): Promise<void> {
    const { from, to } = await this.jobs.holdComparison(id, tx);
    const { engines } = this.options;
    const kept = await loadMemory(await engines.of(from, tx), tx);
    const { memory, changes } = await loadMemoryAnew(await engines.of(to, tx), tx);
    const relinking = new Relinking(memory);
    while (!relinking.isOver) {
      relinking.advance({ ...this.options, step: memory.lastStep + 1 }, changes);
    }
    await this.jobs.endComparison(id, compare(kept, memory, changes), tx);
  }
}
