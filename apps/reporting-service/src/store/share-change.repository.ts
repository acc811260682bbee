import { Injectable } from '@nestjs/common';
import type { RestatementCause } from '@continuum/contracts';
import type { EntityManager } from 'typeorm';
import { HFU, windowStart } from '../domain/high-utilizer.js';
import {
  NOTHING,
  type Giver,
  type Share,
  type ShareChange,
} from '../domain/snapshot/share-change.js';
import { parametersOf, SCOPE, type KnownQuestion } from './monthly-figures.repository.js';
import { NOBODY } from './person-fact.repository.js';

interface ChangeRow {
  readonly department: string;
  readonly person_id: string | null;
  readonly record_key: string | null;
  readonly given_then: Share | null;
  readonly given_now: Share | null;
}

const isNew = (row: string) => `(${row}.known_from > $6 AND ${row}.known_from <= $7
    OR ${row}.known_to > $6 AND ${row}.known_to <= $7)`;
const holds = (row: string, at: string) => `${row}.known_from <= ${at} AND ${at} < ${row}.known_to`;

/** Whoever has a row that came or went in between; all others give what they gave. */
const TOUCHED = `
  touched_link AS (
    SELECT link.record_key, link.person_id FROM link.record_person link WHERE ${isNew('link')}),
  touched_record AS (
    SELECT record_key FROM touched_link
     UNION
    SELECT fact.record_key FROM mart.fact_record fact WHERE ${isNew('fact')}),
  touched_contact AS (
    SELECT fact.* FROM mart.fact_contact fact WHERE ${isNew('fact')}),
  touched_person AS (
    SELECT link.person_id FROM link.record_person link JOIN touched_record USING (record_key)
     WHERE link.person_id IS NOT NULL
     UNION
    SELECT person_id FROM touched_contact JOIN link.person_ref USING (person_key))`;

/** What those who were touched give to the month, counted as the report counts it. */
const sharesAt = (name: string, at: string) => `
  ${name}_contact AS (
    SELECT touched_person.person_id, fact.department, fact.month_key, fact.first_on,
           fact.confirmed_on
      FROM touched_person JOIN link.person_ref USING (person_id)
      JOIN mart.fact_contact fact USING (person_key) JOIN scope USING (department)
     WHERE fact.datasets <@ scope.datasets AND fact.labels <@ scope.labels AND ${holds('fact', at)}
     UNION ALL
    SELECT NULL, fact.department, fact.month_key, fact.first_on, NULL
      FROM touched_contact fact JOIN scope USING (department)
     WHERE fact.person_key = ${NOBODY} AND ${holds('fact', at)}
       AND fact.datasets <@ scope.datasets AND fact.labels <@ scope.labels),
  ${name}_utilizer AS (
    SELECT person_id FROM ${name}_contact
     WHERE person_id IS NOT NULL AND confirmed_on >= $8 AND confirmed_on < $5
     GROUP BY person_id HAVING count(*) >= $9),
  ${name}_record AS (
    SELECT link.person_id, link.record_key
      FROM touched_person JOIN link.record_person link USING (person_id)
     WHERE ${holds('link', at)}
     UNION ALL
    SELECT NULL, record_key FROM touched_record
     WHERE NOT EXISTS (SELECT FROM link.record_person link
                        WHERE link.record_key = touched_record.record_key
                          AND link.person_id IS NOT NULL AND ${holds('link', at)})),
  ${name}_given AS (
    SELECT fact.department, record.person_id, 1 AS records, 0 AS episodes,
           CASE WHEN NOT fact.has_subject THEN fact.record_key END AS record_key
      FROM ${name}_record record JOIN mart.fact_record fact USING (record_key)
      JOIN scope USING (department)
     WHERE fact.month_key = $4 AND fact.is_counted
       AND (fact.date_key IS NULL OR fact.date_key < $5)
       AND fact.dataset = ANY(scope.datasets) AND fact.labels <@ scope.labels
       AND ${holds('fact', at)}
     UNION ALL
    SELECT department, person_id, 0, 1, NULL FROM ${name}_contact
     WHERE month_key = $4 AND first_on < $5),
  ${name} AS (
    SELECT department, person_id, record_key, coalesce(record_key, person_id::text, '') AS giver,
           json_build_object('records', sum(records), 'episodes', sum(episodes),
             'isUtilizer', person_id IN (SELECT person_id FROM ${name}_utilizer) IS TRUE) AS share
      FROM ${name}_given GROUP BY department, person_id, record_key)`;

const CHANGES = `
  WITH ${SCOPE}, ${TOUCHED}, ${sharesAt('past', '$6')}, ${sharesAt('present', '$7')},
  beside AS (
    SELECT coalesce(present.department, past.department) AS department,
           coalesce(present.person_id, past.person_id) AS person_id,
           coalesce(present.record_key, past.record_key) AS record_key,
           past.share AS given_then, present.share AS given_now,
           bool_or(past.share::text IS DISTINCT FROM present.share::text)
             OVER (PARTITION BY coalesce(present.giver, past.giver)) AS is_changed
      FROM past FULL JOIN present
        ON past.department = present.department AND past.giver = present.giver)
  SELECT department, person_id, record_key, given_then, given_now FROM beside WHERE is_changed`;

/** A record known at both times moved between people, or was corrected; one known at one time came or went. */
const CAUSES = `
  WITH touched AS (
    SELECT DISTINCT record_key FROM link.record_person
     WHERE person_id = ANY($1::uuid[]) AND known_from <= $3 AND $2 < known_to),
  record AS (
    SELECT past_link.person_id AS past_person, present_link.person_id AS present_person,
           past_link.confidence IS DISTINCT FROM present_link.confidence AS is_otherwise_sure,
           past.record_version AS past_version, present.record_version AS present_version
      FROM touched
      LEFT JOIN link.record_person past_link ON past_link.record_key = touched.record_key
       AND past_link.known_from <= $2 AND $2 < past_link.known_to
      LEFT JOIN link.record_person present_link ON present_link.record_key = touched.record_key
       AND present_link.known_from <= $3 AND $3 < present_link.known_to
      LEFT JOIN mart.fact_record past ON past.record_key = touched.record_key
       AND past.known_from <= $2 AND $2 < past.known_to
      LEFT JOIN mart.fact_record present ON present.record_key = touched.record_key
       AND present.known_from <= $3 AND $3 < present.known_to),
  cause AS (
    SELECT past_person, present_person,
           past_version IS NOT NULL AND present_version IS NOT NULL
             AND (is_otherwise_sure OR past_person IS DISTINCT FROM present_person) AS is_link,
           past_version IS NOT NULL
             AND past_version IS DISTINCT FROM present_version AS is_correction
      FROM record)
  SELECT person_id, bool_or(is_link) AS "isLink", bool_or(is_correction) AS "isCorrection"
    FROM cause CROSS JOIN LATERAL unnest(ARRAY[past_person, present_person]) AS person_id
   WHERE person_id = ANY($1::uuid[]) GROUP BY person_id`;

/** Who gives something else to a published month than was known then, and why. */
@Injectable()
export class ShareChangeRepository {
  async since(then: string, question: KnownQuestion, tx: EntityManager): Promise<ShareChange[]> {
    const parameters = parametersOf({ ...question, knowledgeAt: then });
    const rows: ChangeRow[] = await tx.query(CHANGES, [
      ...parameters,
      question.knowledgeAt,
      windowStart(question.asOf),
      HFU.episodes,
    ]);
    return rows.map((row) => ({
      giver: giverOf(row),
      id: row.record_key ?? row.person_id ?? '',
      department: row.department,
      was: row.given_then ?? NOTHING,
      is: row.given_now ?? NOTHING,
    }));
  }

  /** Person id → what is other about the person's records. */
  async causes(
    personIds: readonly string[],
    then: string,
    now: string,
    tx: EntityManager,
  ): Promise<Map<string, RestatementCause>> {
    const rows: { person_id: string; isLink: boolean; isCorrection: boolean }[] = await tx.query(
      CAUSES,
      [personIds, then, now],
    );
    return new Map(
      rows.map(({ person_id: personId, isLink, isCorrection }) => [
        personId,
        isLink ? 'link' : isCorrection ? 'correction' : 'late',
      ]),
    );
  }
}

function giverOf(row: ChangeRow): Giver {
  if (row.record_key !== null) return 'record';
  return row.person_id === null ? 'unlinked' : 'person';
}
