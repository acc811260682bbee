import Type from 'typebox';
import type { EventOf } from '../event.js';
import { eventFamily } from '../event.js';
import { Code, Department, Instant, Uuid, nullable, oneOf, record } from '../words.js';

const Pseudonym = Type.String({ minLength: 8, maxLength: 80 });

/** One decision was taken and is in the audit chain. */
export const DecisionRecordedV1 = eventFamily('decision', 1, {
  topic: 'disclosures',
  key: 'decisionId',
  version: () => 1,
  data: record({
    decisionId: Uuid,
    userPseudonym: Pseudonym,
    role: Code,
    department: Department,
    action: Code,
    purpose: Type.String({ maxLength: 80 }),
    owners: Type.Array(Department),
    elementCount: Type.Integer({ minimum: 0 }),
    outcome: oneOf('PERMIT', 'PARTIAL', 'DENY'),
    reasonCodes: Type.Array(Code),
    isIncidentGiven: Type.Boolean(),
    tookMs: Type.Integer({ minimum: 0 }),
  }),
})('recorded');
export type DecisionRecordedV1 = EventOf<typeof DecisionRecordedV1>;

/** Something about a person was shown to another department. */
export const DisclosureRecordedV1 = eventFamily('disclosure', 1, {
  topic: 'disclosures',
  key: 'disclosureId',
  version: () => 1,
  data: record({
    disclosureId: Uuid,
    decisionId: Uuid,
    subjectPseudonym: Pseudonym,
    recipientDepartment: Department,
    purpose: Type.String({ maxLength: 80 }),
    datasets: Type.Array(Code),
    kind: Code,
    heldBackUntil: nullable(Instant),
  }),
})('recorded');
export type DisclosureRecordedV1 = EventOf<typeof DisclosureRecordedV1>;

/** The heads of all audit chains were signed. */
export const AuditCheckpointedV1 = eventFamily('audit', 1, {
  topic: 'disclosures',
  key: 'partition',
  version: 'seq',
  data: record({
    partition: Type.String({ maxLength: 80 }),
    seq: Type.Integer({ minimum: 1 }),
    rootHash: Type.String({ maxLength: 64 }),
    signature: Type.String({ maxLength: 200 }),
    at: Instant,
  }),
})('checkpointed');
export type AuditCheckpointedV1 = EventOf<typeof AuditCheckpointedV1>;
