import { Injectable } from '@nestjs/common';
import { Refused } from '@continuum/contracts';
import { columns } from '@continuum/service-kit';
import type { EntityManager } from 'typeorm';
import type { Correction, Thing } from '../domain/correction.js';
import { listOf, upsert, type Table } from './table.js';

const table: Table<Correction> = {
  name: 'correction',
  key: ['correction_id'],
  columns: {
    correctionId: 'correction_id',
    version: 'version',
    kind: 'kind',
    dataset: 'dataset',
    thingId: 'thing_id',
    owner: 'owner',
    labels: 'labels',
    personIds: 'person_ids',
    state: 'state',
    outcome: 'outcome',
    resolvedBy: 'resolved_by',
    raisedAt: 'raised_at',
    at: 'at',
  },
};
const SELECT = `SELECT ${listOf(table)} FROM correction`;

/** A thing that followed its record away from a person. */
export interface MovedThing extends Thing {
  readonly fromPersonId: string;
}

@Injectable()
export class CorrectionRepository {
  /** Moved twice before anybody looked: it moved away from the first. */
  async remember(moved: readonly MovedThing[], dueAt: Date, tx: EntityManager): Promise<void> {
    if (moved.length === 0) return;
    await tx.query(
      `INSERT INTO moved_thing AS kept (dataset, thing_id, from_person_id, due_at)
       SELECT dataset, thing_id, from_person_id, $4::timestamptz
         FROM unnest($1::text[], $2::uuid[], $3::uuid[]) AS row (dataset, thing_id, from_person_id)
        ORDER BY dataset, thing_id
       ON CONFLICT (dataset, thing_id) DO UPDATE SET due_at = excluded.due_at`,
      [...columns(moved, ['dataset', 'thingId', 'fromPersonId']), dueAt],
    );
  }

  due(now: Date, atMost: number, tx: EntityManager): Promise<MovedThing[]> {
    return tx.query(
      `SELECT dataset, thing_id AS "thingId", from_person_id AS "fromPersonId" FROM moved_thing
        WHERE due_at <= $1 ORDER BY due_at LIMIT $2`,
      [now, atMost],
    );
  }

  /** Of two workers one takes it; one that moved again meanwhile is not due. */
  async take({ dataset, thingId }: Thing, now: Date, tx: EntityManager): Promise<boolean> {
    const [taken]: [unknown[], number] = await tx.query(
      `DELETE FROM moved_thing WHERE dataset = $1 AND thing_id = $2 AND due_at <= $3 RETURNING 1`,
      [dataset, thingId, now],
    );
    return taken.length > 0;
  }

  /** @throws Refused NOT_FOUND */
  async lock(correctionId: string, tx: EntityManager): Promise<Correction> {
    const [found]: Correction[] = await tx.query(`${SELECT} WHERE correction_id = $1 FOR UPDATE`, [
      correctionId,
    ]);
    if (!found) throw new Refused('NOT_FOUND', 'There is no such correction.');
    return found;
  }

  async lockOpenOf(
    { dataset, thingId }: Thing,
    tx: EntityManager,
  ): Promise<Correction | undefined> {
    const [found]: Correction[] = await tx.query(
      `${SELECT} WHERE state = 'raised' AND dataset = $1 AND thing_id = $2 FOR UPDATE`,
      [dataset, thingId],
    );
    return found;
  }

  lockOpenOfPersons(personIds: readonly string[], tx: EntityManager): Promise<Correction[]> {
    return tx.query(
      `${SELECT} WHERE state = 'raised' AND person_ids && $1::uuid[]
        ORDER BY correction_id FOR UPDATE`,
      [personIds],
    );
  }

  open(tx: EntityManager): Promise<Correction[]> {
    return tx.query(`${SELECT} WHERE state = 'raised' ORDER BY raised_at, correction_id`);
  }

  save(corrections: readonly Correction[], tx: EntityManager): Promise<void> {
    return upsert(tx, table, corrections);
  }
}
