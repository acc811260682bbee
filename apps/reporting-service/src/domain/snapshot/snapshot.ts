import type { RestatementCause } from '@continuum/contracts';
import type { CountingScope } from '../counting-scope.js';
import type { FeedReach } from '../data-through.js';
import type { LocalDate } from '../local-date.js';
import type { Definition } from '../measure.js';
import type { MonthlyFigures, ShownCell } from '../monthly-report.js';
import type { PublishedRow } from './published-table.js';

/** Persons who came into a figure of everybody or left it, small numbers hidden. */
export interface PeopleMoved {
  readonly column: 'persons' | 'highUtilizers';
  readonly cause: RestatementCause;
  readonly in: ShownCell;
  readonly out: ShownCell;
}

/** What was published of a month, and all it rests on. It never changes; a later one may supersede it. */
export interface SnapshotContent {
  readonly month: string;
  readonly asOf: LocalDate;
  readonly knowledgeAt: string;
  readonly definitionVersion: number;
  readonly definitions: readonly Definition[];
  readonly feeds: readonly FeedReach[];
  /** A feed's date was only assumed. */
  readonly isProvisional: boolean;
  readonly timeZone: string;
  readonly scopes: readonly CountingScope[];
  /** Exact, and for nobody to read: what a later count is compared with. */
  readonly figures: {
    readonly departments: readonly MonthlyFigures[];
    readonly total: MonthlyFigures;
  };
  readonly rows: readonly PublishedRow[];
  /** Since the snapshot that this one supersedes. */
  readonly people: readonly PeopleMoved[];
}

export interface Snapshot {
  readonly snapshotId: string;
  readonly month: string;
  /** 1 for the first of a month. */
  readonly revision: number;
  readonly supersedes: string | null;
  readonly cause: RestatementCause | null;
  /** UTC instant. */
  readonly publishedAt: string;
  readonly content: SnapshotContent;
}
