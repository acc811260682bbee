import { custodyOf, endedInError, isSameCustody, type Custody } from '../record/custody.js';
import { isSealed, type CheckedRecord } from '../record/checked-record.js';
import type { Source } from '../source.js';
import {
  arrive,
  inVersionOrder,
  type Announcement,
  type Held,
  type Outcome,
  type State,
} from './versions.js';

/** A checked row at its place among those that are committed together. */
export interface Arrival {
  readonly nth: number;
  readonly record: CheckedRecord;
  readonly source: Source;
  readonly submissionId: string;
}

export interface HeldRecord {
  readonly held: Held;
  /** Custody as last told. */
  readonly custody: Custody | null;
}

/** A version that becomes the current one. */
export interface KeptVersion extends HeldRecord, Pick<Arrival, 'record' | 'submissionId'> {
  readonly isNew: boolean;
}

/** A lower version that came late, or one overtaken at once. */
export interface EarlierVersion extends Pick<Arrival, 'record' | 'submissionId'> {
  readonly recordVersion: number | null;
  readonly state: State | 'history';
}

/** What others hear of one applied version. */
export interface Telling {
  readonly record: CheckedRecord;
  readonly recordVersion: number;
  readonly announcement: Announcement;
  readonly custody: Custody | null;
}

export interface KeyPlan {
  readonly kept: KeptVersion | undefined;
  readonly earlier: readonly EarlierVersion[];
  readonly tellings: readonly Telling[];
  readonly results: readonly { nth: number; outcome: Outcome; recordVersion: number }[];
}

/** All rows of one key, in the order of their versions, against what is held of it. */
export function planKey(held: HeldRecord | undefined, rows: readonly Arrival[]): KeyPlan {
  const { versioning } = rows[0]?.source ?? { versioning: 'none' };
  const ordered = inVersionOrder(
    rows.map((row) => ({ ...row, sourceVersion: row.record.sourceVersion })),
    versioning,
  );
  let [current, kept]: [HeldRecord | undefined, KeptVersion | undefined] = [held, undefined];
  const earlier: EarlierVersion[] = [];
  const tellings: Telling[] = [];
  const results: KeyPlan['results'][number][] = [];

  for (const { nth, record, submissionId } of ordered) {
    const step = arrive(current?.held, { ...record, isSealed: isSealed(record) }, versioning);
    const { recordVersion, state } = step.held;
    results.push({ nth, outcome: step.outcome, recordVersion });
    if (step.outcome === 'history') {
      earlier.push({ record, submissionId, recordVersion: null, state: 'history' });
    }
    if (isApplied(step.outcome)) {
      if (kept) earlier.push(overtaken(kept));
      const custody = custodyAfter(current?.custody ?? null, record, state);
      kept = { record, submissionId, held: step.held, custody, isNew: held === undefined };
      const told = toldCustody(current?.custody ?? null, custody);
      tellings.push({ record, recordVersion, announcement: step.announcement, custody: told });
    }
    current = { held: step.held, custody: kept?.custody ?? current?.custody ?? null };
  }
  return { kept: kept && current && { ...kept, held: current.held }, earlier, tellings, results };
}

const isApplied = (outcome: Outcome) =>
  outcome === 'recorded' || outcome === 'corrected' || outcome === 'voided';

const overtaken = ({ record, submissionId, held }: KeptVersion): EarlierVersion => ({
  record,
  submissionId,
  recordVersion: held.recordVersion,
  state: held.state,
});

/** A voided stay that went on was never one. Of a sealed one nothing more is said: it is erased everywhere. */
function custodyAfter(last: Custody | null, record: CheckedRecord, state: State): Custody | null {
  if (record.kind.kind !== 'booking' || record.travel !== 'full') return null;
  if (state === 'sealed') return null;
  const now = state === 'valid' ? custodyOf(record.body) : null;
  if (now) return now;
  return last && isOpen(last) ? endedInError(last) : last;
}

const isOpen = ({ state }: Custody) => state === 'in_custody' || state === 'temporarily_out';

const toldCustody = (last: Custody | null, now: Custody | null) =>
  now !== null && !isSameCustody(last, now) ? now : null;
