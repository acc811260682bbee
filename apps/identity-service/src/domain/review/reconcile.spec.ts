import { describe, expect, it } from '@jest/globals';
import { aJudgement, anAsked, aRecord, aTask } from '../../../test/review.builder.js';
import { reconcile, type Reconciling } from './reconcile.js';
import type { QuestionBook } from './question-book.js';
import { pairKey, type Asked } from './review-task.js';

const step: Reconciling = { step: 9, newId: (low, high) => `${low}${high}` };

/** What there is to ask, whatever it comes from. */
function asking(...asked: Asked[]): QuestionBook {
  const byPair = new Map(asked.map((one) => [pairKey(one.low, one.high), one]));
  return {
    of: (low: string, high: string) => byPair.get(pairKey(low, high)),
    all: () => [...byPair.values()],
  } as QuestionBook;
}

describe('what is asked for the first time', () => {
  it('becomes an open task and news', () => {
    const { tasks, news } = reconcile([], asking(anAsked()), step);

    expect(tasks).toMatchObject([{ id: 'PQ', state: 'open', version: 1, raisedStep: 9 }]);
    expect(news).toMatchObject([{ is: 'raised', task: { id: 'PQ' } }]);
  });
});

describe('an open task', () => {
  it('is left alone while nothing about it is new', () => {
    expect(reconcile([aTask()], asking(anAsked()), step)).toEqual({ tasks: [], news: [] });
  });

  it('is raised again, with a higher version, when its priority changes', () => {
    const { tasks, news } = reconcile([aTask()], asking(anAsked({ priority: 800 })), step);

    expect(tasks).toMatchObject([{ id: 't1', version: 2, priority: 800, state: 'open' }]);
    expect(news).toMatchObject([{ is: 'raised' }]);
  });

  it('is overtaken when its question is gone', () => {
    const { tasks, news } = reconcile([aTask()], asking(), step);

    expect(tasks).toMatchObject([{ state: 'overtaken', version: 2 }]);
    expect(news).toMatchObject([{ is: 'resolved', actorKind: 'system' }]);
  });

  it('follows its records when a person is merged into another', () => {
    const moved = aTask({ a: aRecord('a', 'R') });
    const { tasks } = reconcile([moved], asking(anAsked({ low: 'Q', high: 'R' })), step);

    expect(tasks).toMatchObject([{ id: 't1', low: 'Q', high: 'R', version: 2 }]);
  });

  it('gives way to the elder one that asks about the same pair', () => {
    const elder = aTask({ id: 'elder', raisedStep: 1 });
    const { tasks } = reconcile([aTask({ raisedStep: 2 }), elder], asking(anAsked()), step);

    expect(tasks).toMatchObject([{ id: 't1', state: 'overtaken' }]);
  });

  it.each(['same', 'different'] as const)(
    'is answered by %s once its question is gone',
    (verdict) => {
      const task = aTask();
      const answered = { task, judgement: aJudgement(verdict) };
      const { tasks, news } = reconcile([task], asking(), { ...step, answered });

      expect(tasks).toMatchObject([{ state: verdict, judgementId: 'j1', version: 2 }]);
      expect(news).toMatchObject([{ is: 'resolved', actorKind: 'user' }]);
    },
  );

  it('stays open when what a person says does not end the question', () => {
    const task = aTask();
    const answered = { task, judgement: aJudgement('same') };

    expect(reconcile([task], asking(anAsked()), { ...step, answered }).tasks).toEqual([]);
  });

  it('is laid aside as unsure though its question stands', () => {
    const task = aTask();
    const answered = { task, judgement: aJudgement('unsure') };
    const { tasks, news } = reconcile([task], asking(anAsked()), { ...step, answered });

    expect(tasks).toMatchObject([{ state: 'unsure', judgementId: 'j1' }]);
    expect(news).toMatchObject([{ is: 'resolved', actorKind: 'user' }]);
  });
});

describe('a task laid aside as unsure', () => {
  const unsure = aTask({ state: 'unsure', judgementId: 'j1' });

  it('stays aside while its pair weighs the same', () => {
    const { tasks, news } = reconcile([unsure], asking(anAsked({ priority: 900 })), step);

    expect(tasks).toMatchObject([{ state: 'unsure', priority: 900 }]);
    expect(news).toEqual([]);
  });

  it('is asked again when the weight of its pair changes', () => {
    const { tasks, news } = reconcile([unsure], asking(anAsked({ weight: 1_500 })), step);

    expect(tasks).toMatchObject([{ id: 't1', state: 'open', judgementId: null }]);
    expect(news).toMatchObject([{ is: 'raised' }]);
  });

  it('waits when its question is gone', () => {
    expect(reconcile([unsure], asking(), step)).toEqual({ tasks: [], news: [] });
  });
});

describe('a task whose answer is revoked', () => {
  const reopened = aTask({ state: 'different', judgementId: 'j1' });

  it('is open again, as the same task', () => {
    const { tasks, news } = reconcile([], asking(anAsked()), { ...step, reopened });

    expect(tasks).toMatchObject([{ id: 't1', state: 'open', version: 2, judgementId: null }]);
    expect(news).toMatchObject([{ is: 'raised' }]);
  });

  it('is overtaken where the question has gone by another way', () => {
    const { tasks, news } = reconcile([], asking(), { ...step, reopened });

    expect(tasks).toMatchObject([{ state: 'overtaken' }]);
    expect(news).toMatchObject([{ is: 'resolved' }]);
  });
});
