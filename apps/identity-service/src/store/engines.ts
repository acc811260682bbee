import type { EntityManager } from 'typeorm';
import type { Engine } from '../domain/resolution/memory.js';
import { activeAt } from './activation.repository.js';
import { findLearnt, type Pair } from './model.repository.js';

/** Models with their frequencies as they are used. The last one read is kept: none ever changes. */
export class Engines {
  private last: Engine;

  /** @param starting in force until another is activated. */
  constructor(readonly starting: Engine) {
    this.last = starting;
  }

  /** What was in force at a step; now, unless told otherwise. */
  async active(tx: EntityManager, step?: number): Promise<Engine> {
    const pair = await activeAt(tx, step);
    return pair ? this.of(pair, tx) : this.starting;
  }

  async of(pair: Pair, tx: EntityManager): Promise<Engine> {
    if (isOf(this.starting, pair)) return this.starting;
    if (!isOf(this.last, pair)) {
      const learnt = await findLearnt(pair, tx);
      if (!learnt) throw new Error(`There is no ${pair.modelId} with ${pair.epochId}.`);
      this.last = { ...learnt, nicknames: this.starting.nicknames };
    }
    return this.last;
  }
}

const isOf = ({ model, epoch }: Engine, { modelId, epochId }: Pair) =>
  model.id === modelId && epoch.id === epochId;
