import Type from 'typebox';
import type { DataOf, EventOf } from '../event.js';
import { eventFamily } from '../event.js';
import {
  Code,
  Confidence,
  Instant,
  RecordKey,
  Uuid,
  Version,
  nullable,
  oneOf,
  record,
} from '../words.js';

const PersonVersion = record({ personId: Uuid, personVersion: Version });
const Cause = oneOf('new-record', 'changed-record', 'withdrawn', 'judgement', 'model');
const Step = Type.Integer({ minimum: 1 });

/** Whose record it is: enough in itself to be right. Labels of the record travel in the envelope. */
export const RecordAssignedV1 = eventFamily('record', 1, {
  topic: 'identities',
  key: 'recordKey',
  version: 'linkVersion',
  data: record({
    recordKey: RecordKey,
    recordVersion: Version,
    dataset: Code,
    linkVersion: Version,
    /** null when the record is withdrawn or erased */
    personId: nullable(Uuid),
    previousPersonId: nullable(Uuid),
    confidence: Confidence,
    cause: Cause,
    modelId: Code,
    epochId: Code,
    step: Step,
  }),
})('assigned');
export type RecordAssignedV1 = EventOf<typeof RecordAssignedV1>;
export type RecordAssigned = DataOf<typeof RecordAssignedV1>;

/** Two persons are one: the absorbed id leads to the survivor. */
export const PersonMergedV1 = eventFamily('person', 1, {
  topic: 'identities',
  key: (data) => data.absorbed.personId,
  version: (data) => data.absorbed.personVersion,
  data: record({
    absorbed: PersonVersion,
    survivor: PersonVersion,
    cause: Cause,
    judgementId: Type.Optional(Uuid),
    step: Step,
  }),
})('merged');
export type PersonMergedV1 = EventOf<typeof PersonMergedV1>;

/** One person was several: the parts, some under an id they had before. */
export const PersonSplitV1 = eventFamily('person', 1, {
  topic: 'identities',
  key: 'personId',
  version: 'personVersion',
  data: record({
    personId: Uuid,
    personVersion: Version,
    parts: Type.Array(
      record({
        personId: Uuid,
        personVersion: Version,
        reinstated: Type.Boolean(),
        recordCount: Type.Integer({ minimum: 0 }),
      }),
    ),
    cause: Cause,
    judgementId: Type.Optional(Uuid),
    step: Step,
  }),
})('split');
export type PersonSplitV1 = EventOf<typeof PersonSplitV1>;

const reviewKinds = oneOf(
  'close-call',
  'twins',
  'identifier-conflict',
  'judgement-conflict',
  'oversize',
  'left-person',
);

/** A question only a person can answer. */
export const PersonReviewRaisedV1 = eventFamily('person', 1, {
  topic: 'identities',
  key: (data) => data.personIds[0] ?? data.reviewId,
  version: 'reviewVersion',
  data: record({
    reviewId: Uuid,
    reviewVersion: Version,
    kind: reviewKinds,
    personIds: Type.Array(Uuid),
    priority: Type.Number(),
    raisedAt: Instant,
  }),
})('review-raised');
export type PersonReviewRaisedV1 = EventOf<typeof PersonReviewRaisedV1>;

/** The question was answered, or answered itself. */
export const PersonReviewResolvedV1 = eventFamily('person', 1, {
  topic: 'identities',
  key: (data) => data.personIds[0] ?? data.reviewId,
  version: 'reviewVersion',
  data: record({
    reviewId: Uuid,
    reviewVersion: Version,
    personIds: Type.Array(Uuid),
    outcome: oneOf('same', 'different', 'unsure', 'overtaken'),
    actorKind: Code,
    judgementId: Type.Optional(Uuid),
  }),
})('review-resolved');
export type PersonReviewResolvedV1 = EventOf<typeof PersonReviewResolvedV1>;
