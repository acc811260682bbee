import type { Memory } from '../domain/resolution/memory.js';
import type { ReviewTask } from '../domain/review/review-task.js';

/** A row of `review_task`, without what belongs to the desk: its claim. */
export interface ReviewTaskRow {
  readonly id: string;
  readonly kind: ReviewTask['kind'];
  readonly person_low: string;
  readonly person_high: string;
  readonly a: number;
  readonly b: number;
  readonly weight: number;
  readonly priority: number;
  readonly state: ReviewTask['state'];
  readonly judgement_id: string | null;
  readonly version: number;
  readonly raised_step: string;
  readonly changed_step: string;
}

export function toReviewTask(row: ReviewTaskRow, { recordsByNo }: Memory): ReviewTask {
  return {
    id: row.id,
    kind: row.kind,
    low: row.person_low,
    high: row.person_high,
    a: recordsByNo[row.a]!,
    b: recordsByNo[row.b]!,
    weight: row.weight,
    priority: row.priority,
    state: row.state,
    // What the desk has sent to intake has answered nothing yet.
    judgementId: row.state === 'open' ? null : row.judgement_id,
    version: row.version,
    raisedStep: Number(row.raised_step),
    changedStep: Number(row.changed_step),
  };
}

export const toReviewTaskRow = (task: ReviewTask) => ({ ...task, a: task.a.no, b: task.b.no });
