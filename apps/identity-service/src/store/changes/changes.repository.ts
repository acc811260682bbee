import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Changes } from '../../domain/resolution/changes.js';
import type { Memory } from '../../domain/resolution/memory.js';
import type { Lease } from '../lease.repository.js';
import { endRows } from './ended-rows.js';
import { erase } from './erasure.js';
import { saveJudgements } from './judgement-rows.js';
import { saveNewRows } from './new-rows.js';

/** Writes what a batch of steps did. */
@Injectable()
export class ChangesRepository {
  /** Answers when each review task that was saved had been raised. */
  async save(
    changes: Changes,
    { memory, lease }: { readonly memory: Memory; readonly lease: Lease },
    tx: EntityManager,
  ): Promise<Map<string, Date>> {
    const { model, epoch } = memory;
    const made = { leaseEpoch: lease.epoch, modelId: model.id, epochId: epoch.id };
    // Sent one after the other, answered together.
    const [, raisedAt] = await Promise.all([
      endRows(changes, tx),
      saveNewRows(changes, made, tx),
      saveJudgements(changes, tx),
    ]);
    for (const no of await erase(changes, tx)) memory.erase(no);
    return raisedAt;
  }
}
