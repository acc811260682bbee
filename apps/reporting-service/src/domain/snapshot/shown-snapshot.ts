import {
  Refused,
  type MonthlyReport,
  type ReportCell,
  type ReportSnapshot,
  type Restatement,
} from '@continuum/contracts';
import { covers, type CountingScope } from '../counting-scope.js';
import { dataThrough } from '../data-through.js';
import { digestOf } from '../digest.js';
import { CAUTIONS, PUBLIC_PROFILE } from '../monthly-report.js';
import { TOTAL } from '../suppression/table.js';
import type { PublishedCell, PublishedRow } from './published-table.js';
import type { Snapshot } from './snapshot.js';

/**
 * A snapshot as the reader may see it: the rows of departments that he may count, never other figures; the total
 * where these are all of them.
 * @throws Refused NOT_COVERED where he may see no row
 */
export function shownSnapshot(
  snapshot: Snapshot,
  revisions: readonly Snapshot[],
  readable: readonly CountingScope[],
): MonthlyReport {
  const { content } = snapshot;
  const scopes = content.scopes.filter((scope) => covers(readable, scope));
  if (scopes.length === 0) {
    throw new Refused('NOT_COVERED', 'The decision covers nothing that was published.');
  }
  const isWhole = scopes.length === content.scopes.length;
  const departments = scopes.map(({ department }) => department);
  const feeds = content.feeds.filter(({ feed }) => departments.includes(feed.split('/')[0] ?? ''));
  const table = {
    rows: content.rows.filter(isShownTo(departments, isWhole)).map(shownRow),
    provenance: {
      definitions: [...content.definitions],
      asOf: content.asOf,
      knowledgeAt: content.knowledgeAt,
      dataThrough: dataThrough(feeds),
      feeds,
      isProvisional: content.isProvisional,
      suppression: {
        profile: PUBLIC_PROFILE.name,
        hidesUnder: PUBLIC_PROFILE.hidesUnder,
        roundsTo: PUBLIC_PROFILE.roundsTo,
      },
      timeZone: content.timeZone,
      scopes: scopes.map(({ department, datasets }) => ({ department, datasets })),
      cautions: CAUTIONS,
    },
  };
  return {
    month: content.month,
    ...table,
    snapshot: summaryOf(snapshot, revisions),
    ...(isWhole && { digest: digestOf(table) }),
  };
}

export function summaryOf(snapshot: Snapshot, revisions: readonly Snapshot[]): ReportSnapshot {
  const { snapshotId, month, revision, publishedAt, supersedes, cause, content } = snapshot;
  const next = revisions.find((one) => one.supersedes === snapshotId);
  return {
    ...{ snapshotId, month, revision, publishedAt },
    asOf: content.asOf,
    knowledgeAt: content.knowledgeAt,
    supersedes,
    supersededBy: next?.snapshotId ?? null,
    cause,
  };
}

/** Each restatement among these revisions, as far as the reader may see both sides. */
export const restatementsOf = (
  revisions: readonly Snapshot[],
  readable: readonly CountingScope[],
): Restatement[] =>
  revisions.flatMap((snapshot) => {
    const before = revisions.find(({ snapshotId }) => snapshotId === snapshot.supersedes);
    if (!before || !snapshot.cause) return [];
    const [older, newer] = [before, snapshot].map((one) => shownSnapshot(one, revisions, readable));
    if (!older?.snapshot || !newer?.snapshot) return [];
    return [
      {
        month: snapshot.month,
        cause: snapshot.cause,
        old: older.snapshot,
        new: newer.snapshot,
        cells: differingCells(older, newer),
        people: newer.digest ? snapshot.content.people.map((moved) => ({ ...moved })) : [],
      },
    ];
  });

function differingCells(older: MonthlyReport, newer: MonthlyReport): Restatement['cells'] {
  return newer.rows.flatMap(({ department, cells }) => {
    const before = older.rows.find((row) => row.department === department);
    return Object.entries(cells).flatMap(([column, cell]) => {
      const old = before?.cells[column as keyof typeof cells];
      const isSame = old?.value === cell.value && old.state === cell.state && !cell.isKept;
      return !old || isSame ? [] : [{ department, column, old, new: cell }];
    });
  });
}

const isShownTo =
  (departments: readonly string[], isWhole: boolean) =>
  ({ department }: PublishedRow) =>
    department === TOTAL ? isWhole : departments.includes(department);

const shownRow = ({ department, cells }: PublishedRow): MonthlyReport['rows'][number] => ({
  department,
  cells: {
    records: shownCell(cells.records),
    contactEpisodes: shownCell(cells.contactEpisodes),
    persons: shownCell(cells.persons),
    highUtilizers: shownCell(cells.highUtilizers),
  },
});

/** The count behind it stays here. */
const shownCell = ({ value, state, isKept }: PublishedCell): ReportCell => ({
  value,
  state,
  ...(isKept && { isKept }),
});
