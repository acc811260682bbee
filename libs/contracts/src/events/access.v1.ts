import Type from 'typebox';
import type { EventOf } from '../event.js';
import { eventFamily } from '../event.js';
import {
  Code,
  Department,
  Instant,
  RecordKey,
  Uuid,
  Version,
  nullable,
  oneOf,
  record,
} from '../words.js';

const Epoch = Type.Integer({ minimum: 0 });
const Level = Type.Integer({ minimum: 0, maximum: 6 });
const UserId = Type.String({ minLength: 1, maxLength: 80 });

/** A policy set took effect. */
export const PolicyPublishedV1 = eventFamily('policy', 1, {
  topic: 'access',
  key: 'policyId',
  version: 'policyEpoch',
  data: record({ policyId: Code, policyEpoch: Version, effectiveAt: Instant }),
})('published');
export type PolicyPublishedV1 = EventOf<typeof PolicyPublishedV1>;

/** An owner moved a dataset's level. */
export const DatasetLevelChangedV1 = eventFamily('dataset', 1, {
  topic: 'access',
  key: 'datasetId',
  version: 'policyEpoch',
  data: record({
    datasetId: Code,
    level: Level,
    previousLevel: nullable(Level),
    effectiveAt: Instant,
    policyEpoch: Version,
  }),
})('level-changed');
export type DatasetLevelChangedV1 = EventOf<typeof DatasetLevelChangedV1>;

/** A data sharing agreement began, paused or ended. */
export const AgreementChangedV1 = eventFamily('agreement', 1, {
  topic: 'access',
  key: 'agreementId',
  version: 'version',
  data: record({
    agreementId: Code,
    version: Version,
    state: oneOf('active', 'suspended', 'ended'),
    parties: Type.Array(Department),
    dsaEpoch: Epoch,
    effectiveAt: Instant,
  }),
})('changed');
export type AgreementChangedV1 = EventOf<typeof AgreementChangedV1>;

/** A consent changed. It tells no content: readers ask again. */
export const ConsentChangedV1 = eventFamily('consent', 1, {
  topic: 'access',
  key: (data) => data.personId ?? data.recordKey,
  version: 'version',
  data: record({
    consentId: Uuid,
    version: Version,
    personId: nullable(Uuid),
    recordKey: RecordKey,
    change: oneOf('granted', 'altered', 'revoked', 'expired', 'conflicted', 'defective'),
    effectiveAt: Instant,
    consentEpoch: Epoch,
  }),
})('changed');
export type ConsentChangedV1 = EventOf<typeof ConsentChangedV1>;

/** A person's accepted restriction began or ended. */
export const RestrictionChangedV1 = eventFamily('restriction', 1, {
  topic: 'access',
  key: 'personId',
  version: 'version',
  data: record({
    restrictionId: Uuid,
    version: Version,
    personId: Uuid,
    state: oneOf('active', 'ended'),
    consentEpoch: Epoch,
  }),
})('changed');
export type RestrictionChangedV1 = EventOf<typeof RestrictionChangedV1>;

/** A user's relation to a person began or ended. */
export const RelationChangedV1 = eventFamily('relation', 1, {
  topic: 'access',
  key: 'userId',
  version: 'relationEpoch',
  data: record({
    userId: UserId,
    personId: nullable(Uuid),
    kind: Code,
    from: Instant,
    to: nullable(Instant),
    relationEpoch: Version,
  }),
})('changed');
export type RelationChangedV1 = EventOf<typeof RelationChangedV1>;
