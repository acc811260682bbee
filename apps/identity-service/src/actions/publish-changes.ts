import {
  PersonMergedV1,
  PersonReviewRaisedV1,
  PersonReviewResolvedV1,
  PersonSplitV1,
  RecordAssignedV1,
  type EventDefinition,
} from '@continuum/contracts';
import { publish } from '@continuum/messaging';
import type { EntityManager } from 'typeorm';
import { eventIdFrom } from '../domain/persons/deterministic-id.js';
import type { Changes } from '../domain/resolution/changes.js';
import type { Memory } from '../domain/resolution/memory.js';
import type { ReviewNews, ReviewTask } from '../domain/review/review-task.js';

/** Tells of every record that moved, and of persons that became one or several. A repeated step tells with the same ids. */
export async function publishChanges(
  { assignments, merges, splits }: Changes,
  { model, epoch }: Pick<Memory, 'model' | 'epoch'>,
  tx: EntityManager,
): Promise<void> {
  const frozen = { modelId: model.id, epochId: epoch.id };
  const told = assignments.map(({ data, department, labels }) => ({
    data: { ...data, ...frozen },
    department,
    labels,
    id: idOf(RecordAssignedV1, data.step, data.recordKey),
  }));
  await publish(tx, RecordAssignedV1, told);
  await publish(
    tx,
    PersonSplitV1,
    splits.map((data) => ({ data, id: idOf(PersonSplitV1, data.step, data.personId) })),
  );
  await publish(
    tx,
    PersonMergedV1,
    merges.map((data) => ({ data, id: idOf(PersonMergedV1, data.step, data.absorbed.personId) })),
  );
}

/** Once the tasks are saved. In the order of the steps: one batch may ask and see the question overtaken. */
export async function publishReviews(
  { reviewNews: news }: Changes,
  raisedAt: ReadonlyMap<string, Date>,
  tx: EntityManager,
): Promise<void> {
  for (const run of runsOf(news)) {
    if (run[0]?.is === 'raised') {
      const told = run.map(({ task }) => ({
        data: raised(task, raisedAt.get(task.id)!),
        id: idOf(PersonReviewRaisedV1, task.changedStep, task.id),
      }));
      await publish(tx, PersonReviewRaisedV1, told);
    } else {
      const told = run.map(({ task, actorKind }) => ({
        data: resolved(task, actorKind),
        id: idOf(PersonReviewResolvedV1, task.changedStep, task.id),
      }));
      await publish(tx, PersonReviewResolvedV1, told);
    }
  }
}

/** Neighbours of one type go out together. */
function runsOf(news: readonly ReviewNews[]): ReviewNews[][] {
  const runs: ReviewNews[][] = [];
  for (const one of news) {
    const last = runs.at(-1);
    if (last?.[0]?.is === one.is) last.push(one);
    else runs.push([one]);
  }
  return runs;
}

const about = ({ id, version, low, high }: ReviewTask) => ({
  reviewId: id,
  reviewVersion: version,
  personIds: low === high ? [low] : [low, high],
});

const raised = (task: ReviewTask, raisedAt: Date) => ({
  ...about(task),
  kind: task.kind,
  priority: task.priority / 1_000,
  raisedAt: raisedAt.toISOString(),
});

function resolved(task: ReviewTask, actorKind: string) {
  const { state: outcome, judgementId } = task;
  if (outcome === 'open') throw new Error('An open task is not resolved.');
  const isAnswered = outcome !== 'overtaken' && judgementId !== null;
  return { ...about(task), outcome, actorKind, ...(isAnswered && { judgementId }) };
}

const idOf = ({ type }: EventDefinition, step: number, key: string) => eventIdFrom(step, type, key);
