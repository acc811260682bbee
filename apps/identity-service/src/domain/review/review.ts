import { reviewIdFrom } from '../persons/deterministic-id.js';
import type { Changes } from '../resolution/changes.js';
import type { Memory } from '../resolution/memory.js';
import type { Held } from '../resolution/turnover.js';
import { putDepartures, putStillLeft } from './departures.js';
import { questionsAbout, type Unanswered } from './questions.js';
import { reconcile, type Reconciling } from './reconcile.js';
import type { PersonNow } from './settled.js';

/** One step's regrouping as far as reviews are concerned. */
export interface Regrouped {
  readonly step: number;
  readonly secret: string;
  /** People moved records themselves: that nobody has to look at again. */
  readonly isJudged: boolean;
  readonly persons: readonly PersonNow[];
  /** What these records belonged to before. */
  readonly held: Held;
  readonly unanswered: readonly Unanswered[];
  readonly asking: Asking;
}

export type Asking = Pick<Reconciling, 'answered' | 'reopened'>;

/** Before anything moves: which task the judgement of this step answers, or which answer it takes back. */
export function askingOf(memory: Memory, judgementId: string | undefined): Asking {
  if (judgementId === undefined) return {};
  const judgement = memory.judgements.get(judgementId);
  if (!judgement) return { reopened: memory.reviews.answeredBy(judgementId) };
  const [left, right] = [judgement.left, judgement.right].map((keys) => {
    const owners = new Set(keys.map((key) => memory.records.get(key)?.personId ?? null));
    return owners.size === 1 ? [...owners][0] : null;
  });
  if (!left || !right) return {};
  const task = memory.reviews.between(...inPair(left, right));
  return task ? { answered: { judgement, task } } : {};
}

/** Brings the review tasks about these persons in line with what there is to ask now. */
export function review(memory: Memory, regrouped: Regrouped, changes: Changes): void {
  const { step, secret, persons, held, unanswered, isJudged, asking } = regrouped;
  const questions = questionsAbout(memory, persons, unanswered);
  const scope = new Set([...persons.map(({ personId }) => personId), ...held.keys()]);
  const known = memory.reviews.about(scope);
  if (!isJudged) putDepartures(memory, held, questions);
  for (const task of asking.reopened ? [asking.reopened, ...known] : known) {
    if (task.kind === 'left-person') putStillLeft(memory, task, questions);
  }
  const newId = (low: string, high: string) => reviewIdFrom(secret, step, `${low} ${high}`);
  const { tasks, news } = reconcile(known, questions, { step, newId, ...asking });
  for (const task of tasks) {
    memory.reviews.put(task);
    changes.reviews.set(task.id, task);
  }
  changes.reviewNews.push(...news);
}

const inPair = (one: string, other: string): [string, string] =>
  one < other ? [one, other] : [other, one];
