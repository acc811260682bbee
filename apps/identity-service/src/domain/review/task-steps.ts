import type { Judgement } from '../resolution/command.js';
import type { Asked, ReviewTask } from './review-task.js';

/** A question that nobody has asked before. */
export function raise(asked: Asked, id: string, step: number): ReviewTask {
  const history = { id, raisedStep: step, changedStep: step, version: 1 };
  return { ...asked, ...history, state: 'open', judgementId: null };
}

/** Asked as it is now; the same task if nothing about it is new. */
export function ask(task: ReviewTask, asked: Asked, step: number): ReviewTask {
  return task.state === 'open' && isAskedAs(task, asked)
    ? task
    : changed(task, step, { ...asked, state: 'open', judgementId: null });
}

/** Laid aside, unless the question is another or weighs otherwise: then it is asked again. */
export function askAgain(task: ReviewTask, asked: Asked, step: number): ReviewTask {
  if (task.kind !== asked.kind || task.weight !== asked.weight) return ask(task, asked, step);
  return isAskedAs(task, asked) ? task : changed(task, step, asked);
}

export const overtake = (task: ReviewTask, step: number): ReviewTask =>
  changed(task, step, { state: 'overtaken' });

/** What a person says counts once the question is gone; only *unsure* may lay aside one that stands. */
export function answer(
  task: ReviewTask,
  asked: Asked | undefined,
  { verdict, judgementId }: Judgement,
  step: number,
): ReviewTask {
  if (verdict !== 'unsure' && asked) return ask(task, asked, step);
  return changed(task, step, { ...asked, state: verdict, judgementId });
}

const changed = (task: ReviewTask, step: number, to: Partial<ReviewTask>): ReviewTask => ({
  ...task,
  ...to,
  version: task.version + 1,
  changedStep: step,
});

const isAskedAs = (task: ReviewTask, asked: Asked) =>
  task.kind === asked.kind &&
  task.a === asked.a &&
  task.b === asked.b &&
  task.low === asked.low &&
  task.high === asked.high &&
  task.weight === asked.weight &&
  task.priority === asked.priority;
