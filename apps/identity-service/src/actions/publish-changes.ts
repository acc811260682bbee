import {
  PersonMergedV1,
  PersonSplitV1,
  RecordAssignedV1,
  type EventDefinition,
} from '@continuum/contracts';
import { publish } from '@continuum/messaging';
import type { EntityManager } from 'typeorm';
import { eventIdFrom } from '../domain/persons/deterministic-id.js';
import type { Changes } from '../domain/resolution/changes.js';
import type { Memory } from '../domain/resolution/memory.js';

/** Tells of every record that moved, and of persons that became one or several. A repeated step tells with the same ids. */
export async function publishChanges(
  { assignments, merges, splits }: Changes,
  { model, epoch }: Memory,
  tx: EntityManager,
): Promise<void> {
  const frozen = { modelId: model.id, epochId: epoch.id };
  const told = assignments.map(({ data, department, labels }) => ({
    data: { ...data, ...frozen },
    department,
    labels,
    id: idOf(RecordAssignedV1, data.step, data.recordKey),
  }));
  await publish(tx, RecordAssignedV1, told);
  await publish(
    tx,
    PersonSplitV1,
    splits.map((data) => ({ data, id: idOf(PersonSplitV1, data.step, data.personId) })),
  );
  await publish(
    tx,
    PersonMergedV1,
    merges.map((data) => ({ data, id: idOf(PersonMergedV1, data.step, data.absorbed.personId) })),
  );
}

const idOf = ({ type }: EventDefinition, step: number, key: string) => eventIdFrom(step, type, key);
