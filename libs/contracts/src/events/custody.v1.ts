import Type from 'typebox';
import type { EventOf } from '../event.js';
import { eventFamily } from '../event.js';
import { Code, Instant, RecordKey, Version, nullable, oneOf, record } from '../words.js';

/** A stay in custody began, moved or ended. Sent in the booking's transaction when any of it differs from the last. */
export const CustodyChangedV1 = eventFamily('custody', 1, {
  topic: 'activities',
  key: 'recordKey',
  version: 'recordVersion',
  data: record({
    recordKey: RecordKey,
    recordVersion: Version,
    state: oneOf('in_custody', 'released', 'transferred', 'temporarily_out', 'ended_in_error'),
    facility: Code,
    admittedAt: Instant,
    projectedReleaseAt: nullable(Instant),
    endedAt: nullable(Instant),
    releaseReason: nullable(Code),
    /** Recorded over 72 hours after the change. */
    isBackload: Type.Boolean(),
  }),
})('changed');
export type CustodyChangedV1 = EventOf<typeof CustodyChangedV1>;

/** A record is no more: voided content is closed, sealed or purged content is erased. Consumers keep the key. */
export const RecordWithdrawnV1 = eventFamily('record', 1, {
  topic: 'activities',
  key: 'recordKey',
  version: 'recordVersion',
  data: record({
    recordKey: RecordKey,
    recordVersion: Version,
    kind: Code,
    reason: oneOf('voided', 'sealed', 'purged'),
  }),
})('withdrawn');
export type RecordWithdrawnV1 = EventOf<typeof RecordWithdrawnV1>;
