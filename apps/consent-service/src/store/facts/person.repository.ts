import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { absorbedIds } from './absorbed-ids.sql.js';

/** Every id that stands for these persons today, absorbed ids included → the survivor. */
export type Persons = ReadonlyMap<string, string>;

@Injectable()
export class PersonRepository {
  async resolve(personIds: readonly string[], tx: EntityManager): Promise<Persons> {
    if (personIds.length === 0) return new Map();
    const rows: { id: string; survivor: string }[] = await tx.query(
      `WITH RECURSIVE ${absorbedIds('SELECT unnest($1::uuid[])')} SELECT id, survivor FROM back`,
      [[...new Set(personIds)]],
    );
    return new Map(rows.map(({ id, survivor }) => [id, survivor]));
  }
}
