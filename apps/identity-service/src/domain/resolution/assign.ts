import type { Confidence } from '@continuum/contracts';
import type { Assignment, Cause, Changes } from './changes.js';
import type { LinkedRecord, Memory } from './memory.js';

export interface Assigning {
  readonly memory: Memory;
  readonly step: number;
  readonly cause: Cause;
  /** Records to tell of again though nothing moved. */
  readonly resent: readonly LinkedRecord[];
  /** Persons that have gained or lost a record. */
  readonly turnover: Set<string>;
  readonly changes: Changes;
}

/** Links a record to a person, or to none; nothing happens where it is linked so already. */
export function assign(
  record: LinkedRecord,
  personId: string | null,
  confidence: Confidence,
  { memory, step, cause, resent, turnover, changes }: Assigning,
): void {
  const previousPersonId = record.personId;
  const isMoved = previousPersonId !== personId || record.confidence !== confidence;
  if (!isMoved && !resent.includes(record)) return;
  if (isMoved) {
    if (previousPersonId) turnover.add(previousPersonId);
    if (personId) turnover.add(personId);
    const next = personId
      ? { recordNo: record.no, personId, confidence, fromStep: step, toStep: null, cause }
      : undefined;
    changes.moveMembership(record.no, step, next, previousPersonId !== null);
  }
  if (previousPersonId !== null && previousPersonId !== personId) {
    record.formerPersonId = previousPersonId;
  }
  countRecord(memory, previousPersonId, -1);
  countRecord(memory, personId, 1);
  record.personId = personId;
  record.confidence = confidence;
  record.linkVersion += 1;
  changes.records.add(record);
  changes.assignments.push(assignmentOf(record, previousPersonId, step, cause));
}

function countRecord(memory: Memory, personId: string | null, by: 1 | -1): void {
  const person = personId === null ? undefined : memory.persons.get(personId);
  if (person) person.recordCount += by;
}

function assignmentOf(
  record: LinkedRecord,
  previousPersonId: string | null,
  step: number,
  cause: Cause,
): Assignment {
  const { key, version, dataset, linkVersion, personId, confidence, department, labels } = record;
  const data = {
    recordKey: key,
    recordVersion: version,
    dataset,
    linkVersion,
    personId,
    previousPersonId,
    confidence,
    cause,
    step,
  };
  return { data, department, labels };
}
