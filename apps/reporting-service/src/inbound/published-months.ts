import { Injectable } from '@nestjs/common';
import {
  Refused,
  type MonthlyReport,
  type ReportSnapshot,
  type Reproduction as ReproductionAnswer,
  type Restatement,
} from '@continuum/contracts';
import { DataSource } from 'typeorm';
import { covers, type CountingScope } from '../domain/counting-scope.js';
import { restatementsOf, shownSnapshot, summaryOf } from '../domain/snapshot/shown-snapshot.js';
import type { Snapshot } from '../domain/snapshot/snapshot.js';
import { QueryRunRepository } from '../store/query-run.repository.js';
import { SnapshotRepository } from '../store/snapshot.repository.js';
import { Reproduction } from './reproduction.js';

/** Who reads, and what the decisions let him count. */
export interface Reader {
  readonly userId: string;
  readonly decisionIds: readonly string[];
  readonly scopes: readonly CountingScope[];
}

/** Published months as they may be read: never more of a row than was published, and each answer in the audit. */
@Injectable()
export class PublishedMonths {
  constructor(
    private readonly dataSource: DataSource,
    private readonly snapshots: SnapshotRepository,
    private readonly runs: QueryRunRepository,
    private readonly reproduction: Reproduction,
  ) {}

  async list(month: string | undefined, { scopes }: Reader): Promise<ReportSnapshot[]> {
    const revisions = await this.revisions(month);
    return revisions.filter(isReadableBy(scopes)).map((snapshot) => summaryOf(snapshot, revisions));
  }

  /** @throws Refused NOT_FOUND, NOT_COVERED */
  async show(snapshotId: string, reader: Reader): Promise<MonthlyReport> {
    const snapshot = await this.get(snapshotId);
    const revisions = await this.revisions(snapshot.month);
    const report = shownSnapshot(snapshot, revisions, reader.scopes);
    const cells = report.rows.flatMap((row) => Object.values(row.cells));
    await this.audit({ report: 'snapshot', snapshotId }, [snapshot], reader, {
      result: report,
      rowCount: report.rows.length,
      hiddenCells: cells.filter(({ state }) => state === 'hidden').length,
    });
    return report;
  }

  async restatements(month: string | undefined, reader: Reader): Promise<Restatement[]> {
    const revisions = (await this.revisions(month)).filter(isReadableBy(reader.scopes));
    const result = restatementsOf(revisions, reader.scopes);
    const cells = result.flatMap((one) => [
      ...one.cells.flatMap((cell) => [cell.old, cell.new]),
      ...one.people.flatMap((moved) => [moved.in, moved.out]),
    ]);
    await this.audit({ report: 'restatements', month: month ?? null }, revisions, reader, {
      result,
      rowCount: result.length,
      hiddenCells: cells.filter(({ state }) => state === 'hidden').length,
    });
    return result;
  }

  /** @throws Refused NOT_FOUND, NOT_COVERED */
  async reproduce(snapshotId: string, reader: Reader): Promise<ReproductionAnswer> {
    const report = await this.show(snapshotId, reader);
    const snapshot = await this.get(snapshotId);
    return { outcome: await this.reproduction.outcome(snapshot), report };
  }

  private async get(snapshotId: string): Promise<Snapshot> {
    const snapshot = await this.snapshots.find(snapshotId, this.dataSource.manager);
    if (!snapshot) throw new Refused('NOT_FOUND', 'There is no such snapshot.');
    return snapshot;
  }

  private revisions(month: string | undefined): Promise<Snapshot[]> {
    return this.snapshots.revisions(month, this.dataSource.manager);
  }

  /** Nothing was told of any month: nothing to keep. */
  private async audit(
    query: object,
    read: readonly Snapshot[],
    { userId, decisionIds }: Reader,
    answer: { readonly result: object; readonly rowCount: number; readonly hiddenCells: number },
  ): Promise<void> {
    const newest = read.at(-1)?.content;
    if (!newest) return;
    const { asOf, knowledgeAt } = newest;
    await this.runs.save(
      { userId, decisionIds, query, asOf, knowledgeAt, ...answer },
      this.dataSource.manager,
    );
  }
}

const isReadableBy =
  (scopes: readonly CountingScope[]) =>
  ({ content }: Snapshot) =>
    content.scopes.some((scope) => covers(scopes, scope));
