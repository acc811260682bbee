import { pairKey, type ReviewTask } from './review-task.js';

/** Tasks that a step may still change: those open, those laid aside as unsure, and those a judgement in force answered. */
export class ReviewBook {
  private readonly tasks = new Map<string, ReviewTask>();
  private readonly pairs = new Map<string, string>();
  private readonly byPerson = new Map<string, Set<string>>();
  private readonly byJudgement = new Map<string, string>();

  /** The task as it is now, in place of what it was. */
  put(task: ReviewTask): void {
    this.drop(task.id);
    if (task.state === 'overtaken') return;
    this.tasks.set(task.id, task);
    if (task.state !== 'open' && task.judgementId) {
      this.byJudgement.set(task.judgementId, task.id);
    }
    if (task.state === 'open') this.pairs.set(pairKey(task.low, task.high), task.id);
    if (!isAsking(task)) return;
    for (const person of [task.low, task.high]) {
      const known = this.byPerson.get(person);
      if (known) known.add(task.id);
      else this.byPerson.set(person, new Set([task.id]));
    }
  }

  /** Open tasks and those laid aside, about any of these persons. */
  about(persons: Iterable<string>): ReviewTask[] {
    if (this.byPerson.size === 0) return [];
    const ids = new Set<string>();
    for (const person of persons) for (const id of this.byPerson.get(person) ?? []) ids.add(id);
    return [...ids].flatMap((id) => this.tasks.get(id) ?? []);
  }

  /** The open task about this pair. */
  between(low: string, high: string): ReviewTask | undefined {
    return this.tasks.get(this.pairs.get(pairKey(low, high)) ?? '');
  }

  answeredBy(judgementId: string): ReviewTask | undefined {
    return this.tasks.get(this.byJudgement.get(judgementId) ?? '');
  }

  all(): ReviewTask[] {
    return [...this.tasks.values()];
  }

  open(): ReviewTask[] {
    return this.all().filter(({ state }) => state === 'open');
  }

  private drop(id: string): void {
    const known = this.tasks.get(id);
    if (!known) return;
    this.tasks.delete(id);
    const pair = pairKey(known.low, known.high);
    if (this.pairs.get(pair) === id) this.pairs.delete(pair);
    if (known.judgementId && this.byJudgement.get(known.judgementId) === id) {
      this.byJudgement.delete(known.judgementId);
    }
    for (const person of [known.low, known.high]) {
      const own = this.byPerson.get(person);
      if (own?.delete(id) && own.size === 0) this.byPerson.delete(person);
    }
  }
}

const isAsking = ({ state }: ReviewTask) => state === 'open' || state === 'unsure';
