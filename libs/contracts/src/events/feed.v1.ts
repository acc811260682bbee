import Type from 'typebox';
import type { EventOf } from '../event.js';
import { eventFamily } from '../event.js';
import { Code, Department, Instant, LocalDate, Uuid, Version, record } from '../words.js';

const Count = Type.Integer({ minimum: 0 });

/** One submission of a source was taken in whole. */
export const SubmissionCompletedV1 = eventFamily('submission', 1, {
  topic: 'feeds',
  key: 'submissionId',
  version: 'version',
  data: record({
    submissionId: Uuid,
    version: Version,
    department: Department,
    source: Code,
    channel: Code,
    digest: Type.Optional(Type.String({ maxLength: 64 })),
    finishedAt: Instant,
    /** kind → outcome → rows */
    counts: Type.Record(Type.String(), Type.Record(Type.String(), Count)),
    /** code → rows */
    rejects: Type.Record(Type.String(), Count),
  }),
})('completed');
export type SubmissionCompletedV1 = EventOf<typeof SubmissionCompletedV1>;

/** A feed is complete through a local date: reporting's data-through date. */
export const FeedAdvancedV1 = eventFamily('feed', 1, {
  topic: 'feeds',
  key: 'feed',
  version: 'version',
  data: record({
    /** `department/source/kind` */
    feed: Type.String({ maxLength: 120 }),
    version: Version,
    completeThrough: LocalDate,
    isAssumed: Type.Boolean(),
  }),
})('advanced');
export type FeedAdvancedV1 = EventOf<typeof FeedAdvancedV1>;
