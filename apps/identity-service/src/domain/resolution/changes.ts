import type {
  Confidence,
  PersonMergedV1,
  PersonSplitV1,
  RecordAssigned,
} from '@continuum/contracts';
import type { Guard } from '../clustering/component.js';
import type { Person } from '../persons/person.js';
import type { ReviewNews, ReviewTask } from '../review/review-task.js';
import type { Features } from '../preparation/features.js';
import type { Judgement } from './command.js';
import type { Description, LinkedRecord } from './memory.js';

export type Cause = RecordAssigned['cause'];

export interface SubjectVersion {
  readonly recordNo: number;
  readonly version: number;
  readonly descriptionNo: number | null;
  readonly fromStep: number;
  toStep: number | null;
}

export interface Membership {
  readonly recordNo: number;
  readonly personId: string;
  readonly confidence: Confidence;
  readonly fromStep: number;
  toStep: number | null;
  readonly cause: Cause;
}

export interface Assignment {
  /** Model and epoch are the writer's to add. */
  readonly data: Omit<RecordAssigned, 'modelId' | 'epochId'>;
  readonly department: string;
  readonly labels: LinkedRecord['labels'];
}

export interface Effort {
  /** Descriptions that shared a key, by description that was new. */
  readonly candidates: number[];
  /** In descriptions. */
  largestComponent: number;
  readonly refusals: Map<Guard, number>;
}

/** Everything that one batch of steps did, ready to be written. A later step of the batch may close an earlier one's rows. */
export class Changes {
  readonly steps: { seq: number; kind: string; ref: string }[] = [];
  readonly records = new Set<LinkedRecord>();
  readonly versions = new Map<number, SubjectVersion[]>();
  readonly descriptions: {
    description: Description;
    features: Features;
    selfWeight: number;
  }[] = [];
  readonly edges: { a: number; b: number; weight: number; pattern: number }[] = [];
  readonly persons = new Set<Person>();
  /** Rows opened by this batch, newest last, by record. */
  readonly memberships = new Map<number, Membership[]>();
  /** Rows of earlier batches that end: record → step. */
  readonly closedVersions = new Map<number, number>();
  readonly closedMemberships = new Map<number, number>();
  readonly judgements: Judgement[] = [];
  readonly revocations: { judgementId: string; actor: string; reason: string; at: string }[] = [];
  readonly erased: number[] = [];
  readonly assignments: Assignment[] = [];
  readonly merges: PersonMergedV1['data'][] = [];
  readonly splits: PersonSplitV1['data'][] = [];
  /** Review tasks as the batch leaves them, by id. */
  readonly reviews = new Map<string, ReviewTask>();
  readonly reviewNews: ReviewNews[] = [];
  /** What the work amounted to, for metrics; nothing of it is kept. */
  readonly effort: Effort = { candidates: [], largestComponent: 0, refusals: new Map() };

  /** Ends the version in force, if there was one, and opens another; within one step the last one counts. */
  openVersion(version: SubjectVersion, hadOne: boolean): void {
    const rows = this.versions.get(version.recordNo);
    if (rows?.at(-1)?.fromStep === version.fromStep) rows.pop();
    else if (hadOne) close(rows, this.closedVersions, version.recordNo, version.fromStep);
    append(this.versions, version);
  }

  /** Ends the row in force and opens another, or none where the record leaves all persons. */
  moveMembership(recordNo: number, step: number, next: Membership | undefined, hadOne: boolean) {
    if (hadOne) close(this.memberships.get(recordNo), this.closedMemberships, recordNo, step);
    if (next) append(this.memberships, next);
  }
}

function append<Row extends { recordNo: number }>(rows: Map<number, Row[]>, row: Row): void {
  const known = rows.get(row.recordNo);
  if (known) known.push(row);
  else rows.set(row.recordNo, [row]);
}

/** The row in force was opened by this batch or by an earlier one. */
function close(
  rows: readonly { toStep: number | null }[] | undefined,
  closed: Map<number, number>,
  recordNo: number,
  step: number,
): void {
  const last = rows?.at(-1);
  if (!last) closed.set(recordNo, step);
  else last.toStep ??= step;
}
