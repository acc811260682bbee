import type { Judgement } from '../resolution/command.js';
import type { QuestionBook } from './question-book.js';
import { pairKey, type Asked, type ReviewNews, type ReviewTask } from './review-task.js';
import { answer, ask, askAgain, overtake, raise } from './task-steps.js';

/** Who closes a task that nobody had to answer. */
const SYSTEM = 'system';

export interface Reconciling {
  readonly step: number;
  /** Id of a new task about a pair. */
  readonly newId: (low: string, high: string) => string;
  /** The judgement of this step, and the open task about the persons it names. */
  readonly answered?: { readonly judgement: Judgement; readonly task: ReviewTask } | undefined;
  /** The task whose answer this step revokes. */
  readonly reopened?: ReviewTask | undefined;
}

export interface Reconciled {
  /** Every task that is not as it was, as it is now. */
  readonly tasks: readonly ReviewTask[];
  readonly news: readonly ReviewNews[];
}

/** Known tasks and what is asked now → tasks raised, changed, answered and overtaken. */
export function reconcile(
  known: readonly ReviewTask[],
  questions: QuestionBook,
  reconciling: Reconciling,
): Reconciled {
  const { step, newId } = reconciling;
  const seats = new Set<string>();
  const next = inPrecedence(known, reconciling).map((task) => {
    const seat = seatOf(task);
    const isTaken = seat !== undefined && seats.has(pairKey(...seat));
    const asked = seat && !isTaken ? questions.of(...seat) : undefined;
    if (asked) seats.add(pairKey(asked.low, asked.high));
    return { task, now: carryOn({ task, asked, isTaken }, reconciling) };
  });
  const raised = questions
    .all()
    .filter(({ low, high }) => !seats.has(pairKey(low, high)))
    .map((asked) => raise(asked, newId(asked.low, asked.high), step));
  const changed = next.filter(({ task, now }) => task !== now);
  return {
    tasks: [...changed.map(({ now }) => now), ...raised],
    news: [
      ...changed.flatMap(({ task, now }) => newsOf(task, now, reconciling)),
      ...raised.map((task) => ({ is: 'raised' as const, task, actorKind: SYSTEM })),
    ],
  };
}

interface Standing {
  readonly task: ReviewTask;
  readonly asked: Asked | undefined;
  /** Another task asks about the same pair by now. */
  readonly isTaken: boolean;
}

function carryOn(
  { task, asked, isTaken }: Standing,
  { step, answered, reopened }: Reconciling,
): ReviewTask {
  if (answered?.task === task) return answer(task, asked, answered.judgement, step);
  if (task.state === 'unsure' && task !== reopened) {
    if (asked) return askAgain(task, asked, step);
    return isTaken ? overtake(task, step) : task;
  }
  return asked ? ask(task, asked, step) : overtake(task, step);
}

/** Persons merge: of several tasks about one pair the one goes on that was asked first. */
function inPrecedence(known: readonly ReviewTask[], { reopened }: Reconciling): ReviewTask[] {
  const rank = (task: ReviewTask) => (task === reopened ? 0 : task.state === 'open' ? 1 : 2);
  const all = reopened && !known.includes(reopened) ? [reopened, ...known] : known;
  return all.toSorted(
    (one, other) =>
      rank(one) - rank(other) || one.raisedStep - other.raisedStep || (one.id < other.id ? -1 : 1),
  );
}

/** The pair that the task's records belong to now; nothing where two persons have become one. */
function seatOf({ a, b, low, high }: ReviewTask): [string, string] | undefined {
  const [one, other] = [a.personId ?? low, b.personId ?? high];
  if (low !== high && one === other) return undefined;
  return one < other ? [one, other] : [other, one];
}

/** What was laid aside is told of only when it is asked again. */
function newsOf(
  was: ReviewTask,
  task: ReviewTask,
  { answered, reopened }: Reconciling,
): ReviewNews[] {
  if (task.state === 'open') return [{ is: 'raised', task, actorKind: SYSTEM }];
  if (was.state !== 'open' && was !== reopened) return [];
  const isAnswered = answered?.task === was;
  return [{ is: 'resolved', task, actorKind: isAnswered ? answered.judgement.actorKind : SYSTEM }];
}
