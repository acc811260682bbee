import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

const ABOUT_PERSONS = ['mdt_case', 'referral', 'alert'] as const;

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

  /** What was made from a record belongs to whoever the record belongs to. */
  async follow(
    moved: readonly { readonly recordKey: string; readonly personId: string | null }[],
    tx: EntityManager,
  ): Promise<void> {
    const known = moved.filter(({ personId }) => personId !== null);
    if (known.length === 0) return;
    for (const table of ABOUT_PERSONS) {
      await tx.query(
        `UPDATE ${table} SET person_id = moved.person_id, is_person_uncertain = false
           FROM unnest($1::text[], $2::uuid[]) AS moved (record_key, person_id)
          WHERE anchor_record_key = moved.record_key
            AND (${table}.person_id IS DISTINCT FROM moved.person_id OR is_person_uncertain)`,
        [known.map(({ recordKey }) => recordKey), known.map(({ personId }) => personId)],
      );
    }
  }

  /** After a split every anchor says again whose it is: its assignment may have come earlier. */
  async followAnchors(personIds: readonly string[], tx: EntityManager): Promise<void> {
    for (const table of ABOUT_PERSONS) {
      await tx.query(
        `UPDATE ${table} SET person_id = record.person_id
           FROM record_person record
          WHERE record.record_key = anchor_record_key AND record.person_id IS NOT NULL
            AND ${table}.person_id = ANY($1::uuid[])
            AND record.person_id <> ${table}.person_id`,
        [personIds],
      );
    }
  }

  async rekey(
    merges: readonly { readonly absorbedId: string; readonly survivorId: string }[],
    tx: EntityManager,
  ): Promise<void> {
    for (const table of ABOUT_PERSONS) {
      await tx.query(
        `UPDATE ${table} SET person_id = merged.survivor_id
           FROM unnest($1::uuid[], $2::uuid[]) AS merged (absorbed_id, survivor_id)
          WHERE person_id = merged.absorbed_id`,
        [merges.map(({ absorbedId }) => absorbedId), merges.map(({ survivorId }) => survivorId)],
      );
    }
  }

  /** Without a record to follow nobody can say whose it is: it stays, marked, and discloses nothing. */
  async markUncertain(personIds: readonly string[], tx: EntityManager): Promise<void> {
    for (const table of ABOUT_PERSONS) {
      await tx.query(
        `UPDATE ${table} SET is_person_uncertain = true
          WHERE person_id = ANY($1::uuid[]) AND anchor_record_key IS NULL`,
        [personIds],
      );
    }
  }
}
