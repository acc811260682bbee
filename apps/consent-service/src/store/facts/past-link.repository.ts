import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

/** A record that left a person, and whose it is today. */
export interface PastLink {
  readonly recordKey: string;
  readonly personId: string;
  readonly linkedAt: Date | null;
  readonly leftAt: Date;
  readonly nowPersonId: string;
}

@Injectable()
export class PastLinkRepository {
  /** Records that left one of these ids for somebody, or that are theirs and were somebody else's. */
  ofPersons(personIds: readonly string[], tx: EntityManager): Promise<PastLink[]> {
    return tx.query(
      `SELECT past.record_key AS "recordKey", past.person_id AS "personId",
              past.linked_at AS "linkedAt", past.left_at AS "leftAt",
              record.person_id AS "nowPersonId"
         FROM past_link past JOIN record_fact record USING (record_key)
        WHERE (past.person_id = ANY($1::uuid[]) OR record.person_id = ANY($1::uuid[]))
          AND record.person_id IS NOT NULL AND record.person_id <> past.person_id
        ORDER BY past.record_key, past.link_version`,
      [personIds],
    );
  }
}
