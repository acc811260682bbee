import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { provisionality } from '../domain/data-through.js';
import { monthKey } from '../domain/local-date.js';
import { MONTHLY_DEFINITIONS, MONTHLY_REPORT } from '../domain/measure.js';
import type { CountedFigures } from '../domain/snapshot/published-table.js';
import type { Recounted } from '../domain/snapshot/restatement.js';
import type { ShareChange } from '../domain/snapshot/share-change.js';
import type { Snapshot } from '../domain/snapshot/snapshot.js';
import { MonthlyFiguresRepository } from '../store/monthly-figures.repository.js';
import { ShareChangeRepository } from '../store/share-change.repository.js';

/** Counts a published month again: its scopes, its as-of date, another knowledge time. */
@Injectable()
export class Recounting {
  constructor(
    private readonly figures: MonthlyFiguresRepository,
    private readonly changes: ShareChangeRepository,
  ) {}

  /** As everything is known now, or was known then. */
  count(published: Snapshot, tx: EntityManager, then?: string): Promise<CountedFigures> {
    const question = questionOf(published);
    return then
      ? this.figures.figuresAt({ ...question, knowledgeAt: then }, tx)
      : this.figures.figures(question, tx);
  }

  /** All that a restatement of these figures is made of. */
  async recounted(published: Snapshot, now: CountedFigures, tx: EntityManager): Promise<Recounted> {
    const { content } = published;
    const feeds = await this.figures.reachOf(content.scopes, tx);
    const changesSince = await this.changesSince(published, now, tx);
    const changed = changesSince.get(content.knowledgeAt) ?? [];
    const people = changed.filter(({ giver }) => giver === 'person').map(({ id }) => id);
    const [then, at] = [content.knowledgeAt, now.knowledgeAt];
    return {
      ...now,
      ...{ feeds, changesSince },
      isProvisional: provisionality(feeds, content.asOf, true),
      definitionVersion: MONTHLY_REPORT.definitionVersion,
      definitions: MONTHLY_DEFINITIONS,
      then: await this.count(published, tx, then),
      causes: await this.changes.causes([...new Set(people)], then, at, tx),
    };
  }

  private async changesSince(published: Snapshot, now: CountedFigures, tx: EntityManager) {
    const question = { ...questionOf(published), knowledgeAt: now.knowledgeAt };
    const changesSince = new Map<string, readonly ShareChange[]>();
    for (const then of countedAt(published)) {
      changesSince.set(then, await this.changes.since(then, question, tx));
    }
    return changesSince;
  }
}

const questionOf = ({ content: { scopes, month, asOf } }: Snapshot) => ({
  ...{ scopes, asOf },
  monthKey: monthKey(`${month}-01`),
});

/** The snapshot's own knowledge time, and those of older values that it keeps. */
const countedAt = ({ content: { knowledgeAt, rows } }: Snapshot): Set<string> =>
  new Set([
    knowledgeAt,
    ...rows.flatMap(({ cells }) => Object.values(cells).map(({ counted }) => counted.at)),
  ]);
