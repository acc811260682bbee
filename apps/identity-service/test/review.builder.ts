import type { Judgement } from '../src/domain/resolution/command.js';
import type { LinkedRecord } from '../src/domain/resolution/memory.js';
import type { Asked, ReviewTask } from '../src/domain/review/review-task.js';

export const aRecord = (key: string, personId: string | null): LinkedRecord => ({
  no: key.charCodeAt(0),
  key,
  version: 1,
  department: 'police',
  dataset: 'book',
  labels: [],
  state: 'present',
  hash: key,
  description: null,
  personId,
  formerPersonId: null,
  confidence: 'confirmed',
  linkVersion: 1,
});

const [a, b] = [aRecord('a', 'P'), aRecord('b', 'Q')];

/** A close call between persons P and Q. */
export const anAsked = (said: Partial<Asked> = {}): Asked => ({
  kind: 'close-call',
  a,
  b,
  low: 'P',
  high: 'Q',
  weight: 0,
  priority: 500,
  ...said,
});

export const aTask = (said: Partial<ReviewTask> = {}): ReviewTask => ({
  ...anAsked(),
  id: 't1',
  state: 'open',
  judgementId: null,
  version: 1,
  raisedStep: 3,
  changedStep: 3,
  ...said,
});

export const aJudgement = (verdict: Judgement['verdict']): Judgement => ({
  judgementId: 'j1',
  verdict,
  left: ['a'],
  right: ['b'],
  actor: 'nora',
  actorKind: 'user',
  reason: 'she knows them',
  at: '2026-03-02T09:00:00.000Z',
});
