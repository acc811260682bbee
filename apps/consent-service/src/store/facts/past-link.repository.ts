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
    // Each side by its own index: an OR over both tables reads them whole.
    return tx.query(
      `SELECT past.record_key AS "recordKey", past.person_id AS "personId",
              past.linked_at AS "linkedAt", past.left_at AS "leftAt",
              record.person_id AS "nowPersonId"
         FROM (SELECT * FROM past_link WHERE person_id = ANY($1::uuid[])
                UNION
               SELECT past_link.* FROM past_link JOIN record_fact record USING (record_key)
                WHERE record.person_id = ANY($1::uuid[])) AS past
         JOIN record_fact record USING (record_key)
        WHERE record.person_id <> past.person_id
        ORDER BY past.record_key, past.link_version`,
      [personIds],
    );
  }
}
