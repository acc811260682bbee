import { IsIn, IsISO8601, IsOptional, IsUUID, Matches } from 'class-validator';
import Type from 'typebox';
import { recordKinds } from '../records/index.js';
import { view, type ViewOf } from '../view.js';
import {
  Confidence,
  Instant,
  LocalDate,
  nullable,
  oneOf,
  RecordKey,
  RestatementCause,
  Uuid,
  Version,
} from '../words.js';

const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;
const DATE = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;

/** GET /v1/reports/monthly: what each department gave in a month, small cells suppressed. */
export class MonthlyReportQuery {
  @Matches(MONTH) readonly month!: string;
  @IsOptional() @IsIn(['json', 'csv']) readonly format?: 'json' | 'csv';
  /** Without it, a month that the data do not cover yet is refused. */
  @IsOptional() @IsIn(['true', 'false']) readonly provisional?: 'true' | 'false';
}

/** GET /v1/snapshots, GET /v1/restatements: of one month, or of all. */
export class SnapshotQuery {
  @IsOptional() @Matches(MONTH) readonly month?: string;
}

/** GET /v1/snapshots/:snapshotId: the report as it was published. */
export class SnapshotFormatQuery {
  @IsOptional() @IsIn(['json', 'csv']) readonly format?: 'json' | 'csv';
}

/** POST /v1/reproductions: count a snapshot once more, as everything was known when it was made. */
export class ReproduceSnapshot {
  @IsUUID() readonly snapshotId!: string;
}

/** GET /v1/persons/:personId/utilisation: how a person's count of contact episodes comes about. */
export class UtilisationQuery {
  /** Exclusive; tomorrow, if not given. */
  @IsOptional() @Matches(DATE) readonly asOf?: string;
  /** What was known at an instant; the newest, if not given. */
  @IsOptional() @IsISO8601({ strict: true }) readonly knowledge?: string;
}

/** What is counted: the element that dates each kind of record. */
export const COUNTED_ELEMENTS: readonly string[] = [...recordKinds.values()].flatMap(
  ({ dataset, datedBy: [field] }) => (field ? [`${dataset}.${field}`] : []),
);

export const ReportCell = view('ReportCell', {
  value: nullable(Type.Number()),
  state: oneOf('shown', 'hidden'),
  /** Of a restated month: fewer than eleven people have changed the figure, and this is the old one. */
  isKept: Type.Optional(Type.Boolean()),
});
export type ReportCell = ViewOf<typeof ReportCell>;

export const MonthlyReportRow = view('MonthlyReportRow', {
  /** `total` for all of them together. */
  department: Type.String(),
  cells: Type.Object({
    records: ReportCell,
    contactEpisodes: ReportCell,
    persons: ReportCell,
    highUtilizers: ReportCell,
  }),
});
export type MonthlyReportRow = ViewOf<typeof MonthlyReportRow>;

/** What a figure rests on, so that it can be counted again. */
export const ReportProvenance = view('ReportProvenance', {
  definitions: Type.Array(
    Type.Object({
      column: Type.String(),
      measure: Type.String(),
      version: Version,
      text: Type.String(),
    }),
  ),
  /** Exclusive local date. */
  asOf: LocalDate,
  /** UTC instant: rows and links as they were known then. */
  knowledgeAt: Instant,
  /** Least of the feeds; null where one has never been declared complete. */
  dataThrough: nullable(LocalDate),
  feeds: Type.Array(
    Type.Object({
      feed: Type.String(),
      completeThrough: nullable(LocalDate),
      isAssumed: Type.Boolean(),
    }),
  ),
  isProvisional: Type.Boolean(),
  suppression: Type.Object({
    profile: Type.String(),
    hidesUnder: Type.Integer(),
    roundsTo: Type.Integer(),
  }),
  timeZone: Type.String(),
  scopes: Type.Array(
    Type.Object({ department: Type.String(), datasets: Type.Array(Type.String()) }),
  ),
  cautions: Type.Array(Type.String()),
});
export type ReportProvenance = ViewOf<typeof ReportProvenance>;

const Month = Type.String({ pattern: '^\\d{4}-\\d{2}$' });

/** What was published of a month, once and for all; of several revisions the last is in force. */
export const ReportSnapshot = view('ReportSnapshot', {
  snapshotId: Uuid,
  month: Month,
  revision: Version,
  /** UTC instant. */
  publishedAt: Instant,
  asOf: LocalDate,
  knowledgeAt: Instant,
  supersedes: nullable(Uuid),
  supersededBy: nullable(Uuid),
  /** Why the one before it was restated. */
  cause: nullable(RestatementCause),
});
export type ReportSnapshot = ViewOf<typeof ReportSnapshot>;

export const MonthlyReport = view('MonthlyReport', {
  month: Month,
  rows: Type.Array(MonthlyReportRow),
  provenance: ReportProvenance,
  /** Absent while the month is not published. */
  snapshot: Type.Optional(ReportSnapshot),
  /** Of a snapshot, for whoever may see all of it: SHA-256 of the canonical JSON of rows and provenance. */
  digest: Type.Optional(Type.String()),
});
export type MonthlyReport = ViewOf<typeof MonthlyReport>;

/** One published revision and the one that superseded it. */
export const Restatement = view('Restatement', {
  month: Month,
  cause: RestatementCause,
  old: ReportSnapshot,
  new: ReportSnapshot,
  /** Cells that are not shown as they were, or are although the figure is another. */
  cells: Type.Array(
    Type.Object({
      department: Type.String(),
      column: Type.String(),
      old: ReportCell,
      new: ReportCell,
    }),
  ),
  /** Persons who came into a total or left it; empty for whoever may not see all departments. */
  people: Type.Array(
    Type.Object({
      column: Type.String(),
      cause: RestatementCause,
      in: ReportCell,
      out: ReportCell,
    }),
  ),
});
export type Restatement = ViewOf<typeof Restatement>;

/** What came of counting a snapshot once more, beside the report as it was published. */
export const Reproduction = view('Reproduction', {
  /** `rows_erased`: records were sealed or purged since, so that nobody can count them again. */
  outcome: oneOf('same', 'rows_erased', 'differs'),
  report: MonthlyReport,
});
export type Reproduction = ViewOf<typeof Reproduction>;

export const UtilisationView = view('UtilisationView', {
  personId: Uuid,
  asOf: LocalDate,
  knowledgeAt: Instant,
  measure: Type.String(),
  definitionVersion: Version,
  /** Absent where a counted episode rests on a record that the reader may not see. */
  standing: Type.Optional(
    Type.Object({
      confirmed: Type.Integer(),
      withProbable: Type.Integer(),
      isHighUtilizer: Type.Boolean(),
      isUncertain: Type.Boolean(),
    }),
  ),
  counted: Type.Array(
    Type.Object({
      on: LocalDate,
      kinds: Type.Array(Type.String()),
      departments: Type.Array(Type.String()),
      recordKeys: Type.Array(RecordKey),
      confidence: Confidence,
    }),
  ),
  leftOut: Type.Array(Type.Object({ recordKey: RecordKey, reason: Type.String() })),
});
export type UtilisationView = ViewOf<typeof UtilisationView>;
