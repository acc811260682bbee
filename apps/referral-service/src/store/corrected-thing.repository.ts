import { Injectable } from '@nestjs/common';
import type { Label } from '@continuum/contracts';
import type { EntityManager } from 'typeorm';
import type { Thing } from '../domain/correction.js';
import type { Subject } from '../domain/person-ref.js';

/** A case or referral as a correction sees it. */
export interface CorrectedThing extends Thing, Subject {
  readonly thingVersion: number;
  readonly department: string | null;
  readonly labels: readonly Label[];
  /** Drafts are their sender's alone: nobody else knows of them. */
  readonly isDraft: boolean;
  /** Somebody acted on it: a provider was told, or a person agreed. */
  readonly hasBeenActedOn: boolean;
}

const KEYS = { mdt: 'case_id', rfrl: 'referral_id' } as const;
const NAMES = { mdt: 'mdt_case', rfrl: 'referral' } as const;
const COMMON = `version AS "thingVersion", person_id AS "personId", anchor_record_key AS "anchorRecordKey",
  is_person_uncertain AS "isPersonUncertain"`;
const SELECT = {
  mdt: `'mdt' AS dataset, case_id AS "thingId", ${COMMON}, NULL AS department,
        ARRAY['STATE_CONF'] AS labels, false AS "isDraft", enrolment IS NOT NULL AS "hasBeenActedOn"`,
  rfrl: `'rfrl' AS dataset, referral_id AS "thingId", ${COMMON}, department, labels,
         state = 'draft' AS "isDraft", sent_at IS NOT NULL AS "hasBeenActedOn"`,
} as const;

/** Cases and referrals, as far as it matters whom they are about. */
@Injectable()
export class CorrectedThingRepository {
  async lock({ dataset, thingId }: Thing, tx: EntityManager): Promise<CorrectedThing | undefined> {
    const [found]: CorrectedThing[] = await tx.query(
      `SELECT ${SELECT[dataset]} FROM ${NAMES[dataset]} WHERE ${KEYS[dataset]} = $1 FOR UPDATE`,
      [thingId],
    );
    return found;
  }

  /** Whom it is about is part of it: its version moves on, and who knew the former one reads again. */
  async say(
    { dataset, thingId }: Thing,
    { personId, isPersonUncertain }: Pick<Subject, 'personId' | 'isPersonUncertain'>,
    tx: EntityManager,
  ): Promise<CorrectedThing> {
    const [[said]]: [CorrectedThing[], number] = await tx.query(
      `UPDATE ${NAMES[dataset]}
          SET person_id = $2, is_person_uncertain = $3, version = version + 1
        WHERE ${KEYS[dataset]} = $1 RETURNING ${SELECT[dataset]}`,
      [thingId, personId, isPersonUncertain],
    );
    if (!said) throw new Error('A correction speaks of a case or referral that is not kept.');
    return said;
  }
}
