import { Injectable } from '@nestjs/common';
import { ReportSnapshotPublishedV1 } from '@continuum/contracts';
import { publish } from '@continuum/messaging';
import { Clock } from '@continuum/service-kit';
import { randomUUID } from 'node:crypto';
import { DataSource, type EntityManager } from 'typeorm';
import type { CountingDecision } from '../clients/counting.client.js';
import { provisionality } from '../domain/data-through.js';
import { monthKey } from '../domain/local-date.js';
import { MONTHLY_DEFINITIONS, MONTHLY_REPORT } from '../domain/measure.js';
import { asOfMonth, dueMonth } from '../domain/snapshot/due-month.js';
import { firstTable } from '../domain/snapshot/published-table.js';
import type { Snapshot, SnapshotContent } from '../domain/snapshot/snapshot.js';
import { MonthlyFiguresRepository } from '../store/monthly-figures.repository.js';
import { SnapshotRepository } from '../store/snapshot.repository.js';
import { CityDay } from './city-day.js';

/** Publishes months that are over, once the data of every feed they need reach to their end. */
@Injectable()
export class Publication {
  constructor(
    private readonly dataSource: DataSource,
    private readonly snapshots: SnapshotRepository,
    private readonly figures: MonthlyFiguresRepository,
    private readonly cityDay: CityDay,
    private readonly clock: Clock,
  ) {}

  /** The month to publish, and what the answer rests on: while that stays, a refusal stays. */
  async due(): Promise<{ readonly month: string; readonly restsOn: string } | undefined> {
    const { manager } = this.dataSource;
    const today = this.cityDay.today();
    const month = dueMonth(await this.snapshots.newestMonth(manager), today);
    if (!month) return undefined;
    return { month, restsOn: `${month} ${today} ${await this.snapshots.feedProgress(manager)}` };
  }

  isPossible(): Promise<boolean> {
    return this.snapshots.isSettled(this.dataSource.manager);
  }

  /**
   * The first snapshot of a month; false while somebody is still to be counted.
   * @throws Refused BEYOND_DATA
   */
  async publish(month: string, decision: CountingDecision, userId: string): Promise<boolean> {
    return this.dataSource.transaction('REPEATABLE READ', async (tx) => {
      if (!(await this.snapshots.takeTurn(tx)) || !(await this.snapshots.isSettled(tx))) {
        return false;
      }
      const content = await this.count(month, decision, tx);
      const snapshot: Snapshot = {
        snapshotId: randomUUID(),
        month,
        revision: 1,
        supersedes: null,
        cause: null,
        publishedAt: this.clock.now().toISOString(),
        content,
      };
      await this.snapshots.save(snapshot, { userId, decisionId: decision.decisionId }, tx);
      await this.snapshots.compared(month, this.clock.now(), content.knowledgeAt, tx);
      await publish(tx, ReportSnapshotPublishedV1, [{ data: told(snapshot) }]);
      return true;
    });
  }

  private async count(
    month: string,
    { scopes }: CountingDecision,
    tx: EntityManager,
  ): Promise<SnapshotContent> {
    const asOf = asOfMonth(month);
    const feeds = await this.figures.reachOf(scopes, tx);
    const isProvisional = provisionality(feeds, asOf, false);
    const question = { scopes, monthKey: monthKey(`${month}-01`), asOf };
    const counted = await this.figures.figures(question, tx);
    const { departments, total, knowledgeAt } = counted;
    return {
      ...{ month, asOf, knowledgeAt, feeds, isProvisional, scopes },
      definitionVersion: MONTHLY_REPORT.definitionVersion,
      definitions: MONTHLY_DEFINITIONS,
      timeZone: this.cityDay.timeZone,
      figures: { departments, total },
      rows: firstTable(counted),
      people: [],
    };
  }
}

export const told = ({ snapshotId, content }: Snapshot) => ({
  snapshotId,
  measure: MONTHLY_REPORT.measure,
  definitionVersion: content.definitionVersion,
  asOf: content.asOf,
  knowledgeAt: content.knowledgeAt,
});
