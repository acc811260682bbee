import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

/** Every id that stands for these persons today, absorbed ids included → the survivor. */
export type Persons = ReadonlyMap<string, string>;

@Injectable()
export class PersonRepository {
  async resolve(personIds: readonly string[], tx: EntityManager): Promise<Persons> {
    if (personIds.length === 0) return new Map();
    const rows: { id: string; survivor: string }[] = await tx.query(
      `WITH RECURSIVE way (id, steps) AS (
         SELECT id, 0 FROM unnest($1::uuid[]) AS id
         UNION
         SELECT alias.survivor_id, steps + 1
           FROM way JOIN person_alias alias ON alias.absorbed_id = way.id
          WHERE alias.survivor_id IS NOT NULL AND steps < 50
       ), back (id, survivor, steps) AS (
         SELECT DISTINCT id, id, 0 FROM way
          WHERE NOT EXISTS (SELECT 1 FROM person_alias alias
                             WHERE alias.absorbed_id = way.id AND alias.survivor_id IS NOT NULL)
         UNION
         SELECT alias.absorbed_id, back.survivor, steps + 1
           FROM back JOIN person_alias alias ON alias.survivor_id = back.id
          WHERE steps < 50
       )
       SELECT id, survivor FROM back`,
      [[...new Set(personIds)]],
    );
    return new Map(rows.map(({ id, survivor }) => [id, survivor]));
  }
}
