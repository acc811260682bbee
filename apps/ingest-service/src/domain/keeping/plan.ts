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
  const plan: Plan = { current: held, kept: undefined, earlier: [], tellings: [], results: [] };
  for (const row of ordered) {
    const { record } = row;
    const step = arrive(plan.current?.held, { ...record, isSealed: isSealed(record) }, versioning);
    const { recordVersion } = step.held;
    plan.results.push({ nth: row.nth, outcome: step.outcome, recordVersion });
    if (isApplied(step.outcome)) apply(plan, row, step, held === undefined);
    else plan.current = { custody: null, ...plan.current, held: step.held };
    if (step.outcome === 'history') {
      const { submissionId } = row;
      plan.earlier.push({ record, submissionId, recordVersion: null, state: 'history' });
    }
  }
  return plan;
}

interface Plan extends KeyPlan {
  current: HeldRecord | undefined;
  kept: KeptVersion | undefined;
  readonly earlier: EarlierVersion[];
  readonly tellings: Telling[];
  readonly results: KeyPlan['results'][number][];
}

type Applied = ReturnType<typeof arrive>;

function apply(plan: Plan, { record, submissionId }: Arrival, step: Applied, isNew: boolean): void {
  const { held, announcement } = step;
  const last = plan.current?.custody ?? null;
  const custody = custodyAfter(last, record, held.state);
  if (plan.kept) plan.earlier.push(overtaken(plan.kept));
  plan.tellings.push({
    record,
    recordVersion: held.recordVersion,
    announcement,
    custody: toldCustody(last, custody),
  });
  plan.kept = { record, submissionId, held, custody, isNew };
  plan.current = { held, custody };
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
