import { Injectable } from '@nestjs/common';
import type { Reproduction as Answer } from '@continuum/contracts';
import { DataSource, type EntityManager } from 'typeorm';
import { digestOf } from '../domain/digest.js';
import { firstTable } from '../domain/snapshot/published-table.js';
import { restate } from '../domain/snapshot/restatement.js';
import type { Snapshot, SnapshotContent } from '../domain/snapshot/snapshot.js';
import { SnapshotRepository } from '../store/snapshot.repository.js';
import { Recounting } from './recounting.js';

/** Makes a snapshot once more from what was known when it was made, and compares the bytes. */
@Injectable()
export class Reproduction {
  constructor(
    private readonly dataSource: DataSource,
    private readonly snapshots: SnapshotRepository,
    private readonly recounting: Recounting,
  ) {}

  async outcome(snapshot: Snapshot): Promise<Answer['outcome']> {
    return this.dataSource.transaction('REPEATABLE READ', async (tx) => {
      await tx.query('SET TRANSACTION READ ONLY');
      const again = await this.made(snapshot, tx);
      if (digestOf(again) === digestOf(snapshot.content)) return 'same';
      return (await this.snapshots.isErasedSince(snapshot.content.knowledgeAt, tx))
        ? 'rows_erased'
        : 'differs';
    });
  }

  /** How far the feeds reached is not kept over time: it is taken as it was told. */
  private async made(snapshot: Snapshot, tx: EntityManager): Promise<SnapshotContent> {
    const { content, supersedes } = snapshot;
    const figures = await this.recounting.count(snapshot, tx, content.knowledgeAt);
    const earlier = supersedes ? await this.snapshots.find(supersedes, tx) : undefined;
    if (!earlier) {
      const { departments, total } = figures;
      return { ...content, figures: { departments, total }, rows: firstTable(figures) };
    }
    const recounted = await this.recounting.recounted(earlier, figures, tx);
    const { feeds, isProvisional, definitionVersion, definitions } = content;
    const told = { feeds, isProvisional, definitionVersion, definitions };
    return restate(earlier.content, { ...recounted, ...told }).content;
  }
}
