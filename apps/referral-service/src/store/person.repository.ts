import { Injectable } from '@nestjs/common';
import { columns } from '@continuum/service-kit';
import type { EntityManager } from 'typeorm';
import type { Thing } from '../domain/correction.js';
import type { MovedThing } from './correction.repository.js';

const THINGS = [
  { dataset: 'mdt', table: 'mdt_case', key: 'case_id' },
  { dataset: 'rfrl', table: 'referral', key: 'referral_id' },
] as const;
const TABLES = ['mdt_case', 'referral', 'alert'] as const;

interface Whose {
  readonly recordKey: string;
  readonly personId: string | null;
}

/** Everything here that is about a person follows them. */
@Injectable()
export class PersonRepository {
  /** Two who nominate or book one person, or speak of one booking, wait for each other. */
  async lock(personsOrRecords: readonly string[], tx: EntityManager): Promise<void> {
    if (personsOrRecords.length === 0) return;
    await tx.query(
      `SELECT pg_advisory_xact_lock(hashtextextended(id, 2))
         FROM (SELECT DISTINCT id FROM unnest($1::text[]) AS id ORDER BY id) AS ids`,
      [personsOrRecords],
    );
  }

  /** What was made from a record belongs to whoever the record belongs to. Answers what left somebody. */
  async follow(moved: readonly Whose[], tx: EntityManager): Promise<MovedThing[]> {
    const known = moved.filter(({ personId }) => personId !== null);
    if (known.length === 0) return [];
    return this.move(
      {
        records: 'unnest($1::text[], $2::uuid[]) AS record (record_key, person_id)',
        where: '',
        given: columns(known, ['recordKey', 'personId']),
      },
      tx,
    );
  }

  /** After a split every anchor says again whose it is: its assignment may have come earlier. */
  followAnchors(personIds: readonly string[], tx: EntityManager): Promise<MovedThing[]> {
    const where = `AND thing.person_id = ANY($1::uuid[]) AND record.person_id IS NOT NULL
                   AND NOT EXISTS (SELECT 1 FROM person_alias alias
                                    WHERE alias.absorbed_id = record.person_id
                                      AND alias.survivor_id IS NOT NULL)`;
    return this.move({ records: 'record_person AS record', where, given: [personIds] }, tx);
  }

  async rekey(
    merges: readonly { readonly absorbedId: string; readonly survivorId: string }[],
    tx: EntityManager,
  ): Promise<void> {
    for (const table of TABLES) {
      await tx.query(
        `UPDATE ${table} SET person_id = merged.survivor_id
           FROM unnest($1::uuid[], $2::uuid[]) AS merged (absorbed_id, survivor_id)
          WHERE person_id = merged.absorbed_id`,
        [merges.map(({ absorbedId }) => absorbedId), merges.map(({ survivorId }) => survivorId)],
      );
    }
  }

  /** Without a record to follow nobody can say whose it is: it stays, marked, and discloses nothing. */
  async markUncertain(personIds: readonly string[], tx: EntityManager): Promise<Thing[]> {
    const marked: Thing[] = [];
    for (const { dataset, table, key } of THINGS) {
      const [rows]: [{ id: string }[], number] = await tx.query(
        `UPDATE ${table} SET is_person_uncertain = true
          WHERE person_id = ANY($1::uuid[]) AND anchor_record_key IS NULL RETURNING ${key} AS id`,
        [personIds],
      );
      marked.push(...rows.map(({ id }) => ({ dataset, thingId: id })));
    }
    return marked;
  }

  private async move(how: Move, tx: EntityManager): Promise<MovedThing[]> {
    const moved: MovedThing[] = [];
    for (const { dataset, table, key } of THINGS) {
      for (const { id, fromPersonId } of await moveIn(table, key, how, tx)) {
        if (fromPersonId) moved.push({ dataset, thingId: id, fromPersonId });
      }
    }
    await moveIn('alert', 'alert_id', how, tx);
    return moved;
  }
}

/** Whose each record is, and of which things that matters. */
interface Move {
  readonly records: string;
  readonly where: string;
  readonly given: unknown[];
}

async function moveIn(
  table: string,
  key: string,
  { records, where, given }: Move,
  tx: EntityManager,
): Promise<{ id: string; fromPersonId: string | null }[]> {
  const [moved]: [{ id: string; fromPersonId: string | null }[], number] = await tx.query(
    `WITH was AS (
       SELECT thing.${key} AS id, thing.person_id AS from_id, record.person_id AS to_id
         FROM ${table} thing JOIN ${records} ON record.record_key = thing.anchor_record_key
        WHERE thing.person_id IS DISTINCT FROM record.person_id ${where}
        ORDER BY thing.${key} FOR UPDATE OF thing
     )
     UPDATE ${table} SET person_id = was.to_id FROM was WHERE ${table}.${key} = was.id
     RETURNING was.id, was.from_id AS "fromPersonId"`,
    given,
  );
  return moved;
}
