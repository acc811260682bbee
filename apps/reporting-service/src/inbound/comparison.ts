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
import { provisionality } from '../domain/data-through.js';
import { monthKey } from '../domain/local-date.js';
import { MONTHLY_DEFINITIONS, MONTHLY_REPORT } from '../domain/measure.js';
import type { CountedFigures } from '../domain/snapshot/published-table.js';
import { isSameFigures, restate, type Recounted } from '../domain/snapshot/restatement.js';
import type { Snapshot } from '../domain/snapshot/snapshot.js';
import { MonthlyFiguresRepository } from '../store/monthly-figures.repository.js';
import { ShareChangeRepository } from '../store/share-change.repository.js';
import { SnapshotRepository } from '../store/snapshot.repository.js';
import { told } from './publication.js';

const AT_ONCE = 10;

/** Counts published months again as they are known now, and restates those that have become others. */
@Injectable()
export class Comparison {
  constructor(
    private readonly dataSource: DataSource,
    private readonly snapshots: SnapshotRepository,
    private readonly figures: MonthlyFiguresRepository,
    private readonly changes: ShareChangeRepository,
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
      const now = await this.figures.figures(questionOf(published), tx);
      await this.snapshots.compared(month, this.clock.now(), now.knowledgeAt, tx);
      if (!mayBeCounted(published, decision) || isSameFigures(published.content.figures, now))
        return;

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
    const { cause, content } = restate(published.content, await this.recounted(published, now, tx));
    return {
      snapshotId: randomUUID(),
      month: published.month,
      revision: published.revision + 1,
      supersedes: published.snapshotId,
      cause,
      publishedAt: this.clock.now().toISOString(),
      content,
    };
  }

  private async recounted(
    published: Snapshot,
    now: CountedFigures,
    tx: EntityManager,
  ): Promise<Recounted> {
    const { content } = published;
    const question = { ...questionOf(published), knowledgeAt: now.knowledgeAt };
    const feeds = await this.figures.reachOf(content.scopes, tx);
    const changesSince = new Map<string, Awaited<ReturnType<ShareChangeRepository['since']>>>();
    for (const then of countedAt(published)) {
      changesSince.set(then, await this.changes.since(then, question, tx));
    }
    const changed = changesSince.get(content.knowledgeAt) ?? [];
    const people = changed.filter(({ giver }) => giver === 'person').map(({ id }) => id);
    const [then, at] = [content.knowledgeAt, now.knowledgeAt];
    return {
      ...now,
      ...{ feeds, changesSince },
      isProvisional: provisionality(feeds, content.asOf, true),
      definitionVersion: MONTHLY_REPORT.definitionVersion,
      definitions: MONTHLY_DEFINITIONS,
      then: await this.figures.figuresAt({ ...question, knowledgeAt: then }, tx),
      causes: await this.changes.causes([...new Set(people)], then, at, tx),
    };
  }
}

type Restated = Snapshot & { readonly cause: RestatementCause };

const questionOf = ({ content: { scopes, month, asOf } }: Snapshot) => ({
  ...{ scopes, asOf },
  monthKey: monthKey(`${month}-01`),
});

/** A published month stays as it is where it may not be counted any more. */
const mayBeCounted = ({ content }: Snapshot, { scopes }: CountingDecision) =>
  content.scopes.every((scope) => covers(scopes, scope));

/** The snapshot's own knowledge time, and those of older values that it keeps. */
const countedAt = ({ content: { knowledgeAt, rows } }: Snapshot): Set<string> =>
  new Set([
    knowledgeAt,
    ...rows.flatMap(({ cells }) => Object.values(cells).map(({ counted }) => counted.at)),
  ]);

const restatementOf = ({ snapshotId, cause }: Restated, { snapshotId: supersedes }: Snapshot) => ({
  ...{ snapshotId, supersedes, cause },
});
