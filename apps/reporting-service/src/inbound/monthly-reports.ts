import { Injectable } from '@nestjs/common';
import { Refused, type MonthlyReport } from '@continuum/contracts';
import { DataSource, type EntityManager } from 'typeorm';
import type { CountingScope } from '../domain/counting-scope.js';
import { dataThrough, provisionality } from '../domain/data-through.js';
import { firstOfMonth, monthKey, plusMonths, type LocalDate } from '../domain/local-date.js';
import { MONTHLY_DEFINITIONS } from '../domain/measure.js';
import { CAUTIONS, monthlyTable, PUBLIC_PROFILE } from '../domain/monthly-report.js';
import { shownSnapshot } from '../domain/snapshot/shown-snapshot.js';
import { MonthlyFiguresRepository } from '../store/monthly-figures.repository.js';
import { QueryRunRepository } from '../store/query-run.repository.js';
import { SnapshotRepository } from '../store/snapshot.repository.js';
import { CityDay } from './city-day.js';

export interface MonthlyReportRequest {
  readonly month: string;
  readonly isProvisionalAsked: boolean;
  readonly scopes: readonly CountingScope[];
  readonly userId: string;
  readonly decisionIds: readonly string[];
}

/** Filter, compute, suppress, audit: one way for every format. A published month is what was published of it. */
@Injectable()
export class MonthlyReports {
  constructor(
    private readonly dataSource: DataSource,
    private readonly figures: MonthlyFiguresRepository,
    private readonly snapshots: SnapshotRepository,
    private readonly runs: QueryRunRepository,
    private readonly cityDay: CityDay,
  ) {}

  async run(request: MonthlyReportRequest): Promise<MonthlyReport> {
    const asOf = this.asOfFor(request.month);
    const report = await this.dataSource.transaction('REPEATABLE READ', async (tx) => {
      await tx.query('SET TRANSACTION READ ONLY');
      const revisions = await this.snapshots.revisions(request.month, tx);
      const published = revisions.at(-1);
      return published
        ? shownSnapshot(published, revisions, request.scopes)
        : this.compute(request, asOf, tx);
    });
    await this.audit(request, report);
    return report;
  }

  /** The day after the month; in the running month, tomorrow. */
  private asOfFor(month: string): LocalDate {
    const first = firstOfMonth(month);
    if (first > this.cityDay.today()) {
      throw new Refused('BAD_REQUEST', 'The month has not begun.');
    }
    const [next, tomorrow] = [plusMonths(first, 1), this.cityDay.asOfNow()];
    return next < tomorrow ? next : tomorrow;
  }

  private async compute(
    { month, isProvisionalAsked, scopes }: MonthlyReportRequest,
    asOf: LocalDate,
    tx: EntityManager,
  ): Promise<MonthlyReport> {
    const feeds = await this.figures.reachOf(scopes, tx);
    provisionality(feeds, asOf, isProvisionalAsked);
    const key = monthKey(firstOfMonth(month));
    const figures = await this.figures.figures({ scopes, monthKey: key, asOf }, tx);
    return {
      month,
      rows: monthlyTable(figures.departments, figures.total),
      provenance: {
        definitions: [...MONTHLY_DEFINITIONS],
        asOf,
        knowledgeAt: figures.knowledgeAt,
        dataThrough: dataThrough(feeds),
        feeds,
        // Until it is published, a month may be another tomorrow.
        isProvisional: true,
        suppression: {
          profile: PUBLIC_PROFILE.name,
          hidesUnder: PUBLIC_PROFILE.hidesUnder,
          roundsTo: PUBLIC_PROFILE.roundsTo,
        },
        timeZone: this.cityDay.timeZone,
        scopes: scopes.map(({ department, datasets }) => ({ department, datasets })),
        cautions: CAUTIONS,
      },
    };
  }

  private async audit(request: MonthlyReportRequest, report: MonthlyReport): Promise<void> {
    const { month, isProvisionalAsked, userId, decisionIds } = request;
    const cells = report.rows.flatMap((row) => Object.values(row.cells));
    await this.dataSource.transaction((tx) =>
      this.runs.save(
        {
          userId,
          decisionIds,
          query: { report: 'monthly', month, provisional: isProvisionalAsked },
          asOf: report.provenance.asOf,
          knowledgeAt: report.provenance.knowledgeAt,
          result: report,
          rowCount: report.rows.length,
          hiddenCells: cells.filter(({ state }) => state === 'hidden').length,
        },
        tx,
      ),
    );
  }
}
