import type { EarlierVersion, HeldRecord, KeptVersion } from '../domain/keeping/plan.js';
import type { State } from '../domain/keeping/versions.js';
import type { Custody } from '../domain/record/custody.js';
import { toSubjectColumn } from './subject.mapping.js';

const json = (value: object) => JSON.stringify(value);
/** Codes of closed lists only: nothing in them needs escaping. */
const words = (list: readonly string[]) => `{${list.join(',')}}`;

type Content = Pick<KeptVersion, 'record' | 'submissionId'>;

function contentRow({ record, submissionId }: Content, recordedAt: Date) {
  return {
    record_key: record.recordKey,
    source_version: record.sourceVersion,
    content_hash: record.contentHash,
    reason: record.reason,
    subject: toSubjectColumn(record),
    body: json(record.body),
    unreadable: Object.keys(record.unreadable).length > 0 ? json(record.unreadable) : null,
    labels: words(record.labels),
    restrictions: words(record.restrictions),
    flags: words(record.flags),
    submission_id: submissionId,
    recorded_at: recordedAt.toISOString(),
  };
}

export const toRecordRow = (version: KeptVersion, recordedAt: Date) => ({
  ...contentRow(version, recordedAt),
  department: version.record.department,
  source: version.record.source,
  kind: version.record.kind.kind,
  record_version: version.held.recordVersion,
  state: version.held.state,
  is_announced: version.held.isAnnounced,
  occurred_at: version.record.occurredAt,
  local_date: version.record.localDate,
  custody: version.custody && json(version.custody),
});

export const toVersionRow = (version: EarlierVersion, recordedAt: Date) => ({
  ...contentRow(version, recordedAt),
  record_version: version.recordVersion,
  state: version.state,
});

export interface HeldRow {
  readonly record_key: string;
  readonly record_version: number;
  readonly source_version: string | null;
  readonly content_hash: string;
  readonly state: State;
  readonly is_announced: boolean;
  readonly custody: Custody | null;
}

export interface EarlierRow {
  readonly record_key: string;
  readonly source_version: string;
  readonly content_hash: string;
}

export const toHeld = (row: HeldRow, earlier: readonly EarlierRow[]): HeldRecord => ({
  custody: row.custody,
  held: {
    recordVersion: row.record_version,
    sourceVersion: row.source_version,
    contentHash: row.content_hash,
    state: row.state,
    isAnnounced: row.is_announced,
    earlier: new Map(earlier.map((one) => [one.source_version, one.content_hash])),
  },
});
