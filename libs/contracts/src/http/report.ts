import { IsIn, IsISO8601, IsOptional, Matches } from 'class-validator';

const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;
const DATE = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;

/** GET /v1/reports/monthly: what each department gave in a month, small cells suppressed. */
export class MonthlyReportQuery {
  @Matches(MONTH) readonly month!: string;
  @IsOptional() @IsIn(['json', 'csv']) readonly format?: 'json' | 'csv';
  /** Without it, a month that the data do not cover yet is refused. */
  @IsOptional() @IsIn(['true', 'false']) readonly provisional?: 'true' | 'false';
}

/** GET /v1/persons/:personId/utilisation: how a person's count of contact episodes comes about. */
export class UtilisationQuery {
  /** Exclusive; tomorrow, if not given. */
  @IsOptional() @Matches(DATE) readonly asOf?: string;
  /** What was known at an instant; the newest, if not given. */
  @IsOptional() @IsISO8601({ strict: true }) readonly knowledge?: string;
}

export interface ReportCell {
  readonly value: number | null;
  readonly state: 'shown' | 'hidden';
}

export interface MonthlyReportRow {
  /** `total` for all of them together. */
  readonly department: string;
  readonly cells: {
    readonly records: ReportCell;
    readonly contactEpisodes: ReportCell;
    readonly persons: ReportCell;
    readonly highUtilizers: ReportCell;
  };
}

/** What a figure rests on, so that it can be counted again. */
export interface ReportProvenance {
  readonly definitions: readonly {
    readonly column: string;
    readonly measure: string;
    readonly version: number;
    readonly text: string;
  }[];
  /** Exclusive local date. */
  readonly asOf: string;
  /** UTC instant: rows and links as they were known then. */
  readonly knowledgeAt: string;
  /** Least of the feeds; null where one has never been declared complete. */
  readonly dataThrough: string | null;
  readonly feeds: readonly {
    readonly feed: string;
    readonly completeThrough: string | null;
    readonly isAssumed: boolean;
  }[];
  readonly isProvisional: boolean;
  readonly suppression: {
    readonly profile: string;
    readonly hidesUnder: number;
    readonly roundsTo: number;
  };
  readonly timeZone: string;
  readonly scopes: readonly { readonly department: string; readonly datasets: readonly string[] }[];
  readonly cautions: readonly string[];
}

export interface MonthlyReport {
  readonly month: string;
  readonly rows: readonly MonthlyReportRow[];
  readonly provenance: ReportProvenance;
}

export interface UtilisationView {
  readonly personId: string;
  readonly asOf: string;
  readonly knowledgeAt: string;
  readonly measure: string;
  readonly definitionVersion: number;
  /** Absent where a counted episode rests on a record that the reader may not see. */
  readonly standing?: {
    readonly confirmed: number;
    readonly withProbable: number;
    readonly isHighUtilizer: boolean;
    readonly isUncertain: boolean;
  };
  readonly counted: readonly {
    readonly on: string;
    readonly kinds: readonly string[];
    readonly departments: readonly string[];
    readonly recordKeys: readonly string[];
    readonly confidence: 'confirmed' | 'probable';
  }[];
  readonly leftOut: readonly { readonly recordKey: string; readonly reason: string }[];
}
