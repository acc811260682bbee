import { Injectable } from '@nestjs/common';
import {
  ReportRestatedV1,
  ReportSnapshotPublishedV1,
  type RestatementCause,
} from '@continuum/contracts';
import { publish } from '@continuum/messaging';
import { Clock } from '@continuum/service-kit';
import { randomUUID } from 'node:crypto';
import { DataSource, type EntityManager } from 'typeorm';
import type { CountingDecision } from '../clients/counting.client.js';
import { covers } from '../domain/counting-scope.js';
import type { CountedFigures } from '../domain/snapshot/published-table.js';
import { isSameFigures, restate } from '../domain/snapshot/restatement.js';
import type { Snapshot } from '../domain/snapshot/snapshot.js';
import { SnapshotRepository } from '../store/snapshot.repository.js';
import { told } from './publication.js';
import { Recounting } from './recounting.js';

const AT_ONCE = 10;

type Restated = Snapshot & { readonly cause: RestatementCause };

/** Counts published months again as they are known now, and restates those that have become others. */
@Injectable()
export class Comparison {
  constructor(
    private readonly dataSource: DataSource,
    private readonly snapshots: SnapshotRepository,
    private readonly recounting: Recounting,
    private readonly clock: Clock,
  ) {}

  /** Months that were last compared so long ago, and of which more is known since. */
  dueMonths(everyS: number): Promise<string[]> {
    const since = new Date(+this.clock.now() - everyS * 1_000);
    return this.snapshots.dueForComparison(since, AT_ONCE, this.dataSource.manager);
  }

  async compare(month: string, decision: CountingDecision, userId: string): Promise<void> {
    await this.dataSource.transaction('REPEATABLE READ', async (tx) => {
      if (!(await this.snapshots.takeTurn(tx)) || !(await this.snapshots.isSettled(tx))) return;
      const published = (await this.snapshots.revisions(month, tx)).at(-1);
      if (!published) return;
      const now = await this.recounting.count(published, tx);
      await this.snapshots.compared(month, this.clock.now(), now.knowledgeAt, tx);
      const isSame = isSameFigures(published.content.figures, now);
      if (isSame || !mayBeCounted(published, decision)) return;

      const restated = await this.restated(published, now, tx);
      await this.snapshots.save(restated, { userId, decisionId: decision.decisionId }, tx);
      await publish(tx, ReportSnapshotPublishedV1, [{ data: told(restated) }]);
      await publish(tx, ReportRestatedV1, [{ data: restatementOf(restated, published) }]);
    });
  }

  private async restated(
    published: Snapshot,
    now: CountedFigures,
    tx: EntityManager,
  ): Promise<Restated> {
    const recounted = await this.recounting.recounted(published, now, tx);
    return {
      snapshotId: randomUUID(),
      month: published.month,
      revision: published.revision + 1,
      supersedes: published.snapshotId,
      publishedAt: this.clock.now().toISOString(),
      ...restate(published.content, recounted),
    };
  }
}

/** A published month stays as it is where it may not be counted any more. */
const mayBeCounted = ({ content }: Snapshot, { scopes }: CountingDecision) =>
  content.scopes.every((scope) => covers(scopes, scope));

const restatementOf = ({ snapshotId, cause }: Restated, { snapshotId: supersedes }: Snapshot) => ({
  ...{ snapshotId, supersedes, cause },
});
