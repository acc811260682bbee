import { windowStart } from '../src/domain/high-utilizer.js';
import type { Mart } from './a-mart.js';

/**
 * The rule of contact episodes once more, as one statement over the whole mart, written apart from the function.
 * Person id → episodes in the window by confirmed links. The naive way forgets that null is none of the values listed.
 */
export async function countedBySql(
  { query }: Mart,
  asOf: string,
  { isNaive = false } = {},
): Promise<Map<string, number>> {
  const isNot = (column: string, ...values: string[]) =>
    isNaive
      ? `${column} NOT IN (${values.map((value) => `'${value}'`).join(', ')})`
      : values.map((value) => `${column} IS DISTINCT FROM '${value}'`).join(' AND ');
  const rows = await query<{ person_id: string; episodes: number }>(
    `WITH RECURSIVE qualifying AS (
       SELECT link.person_id, row.*, row.incident_nos[1] AS incident_no,
              row.reason IN ('warrant_fta', 'warrant_other', 'probation_violation') AS is_warrant
         FROM link.record_person link
         JOIN mart.fact_record fact USING (record_key)
         JOIN mart.contact_row row USING (record_key, record_version)
        WHERE link.known_to = 'infinity' AND fact.known_to = 'infinity'
          AND link.person_id IS NOT NULL AND link.confidence = 'confirmed'
          AND row.contact_on IS NOT NULL AND coalesce(row.age_on_date, 18) >= 18
          AND NOT row.flags && ARRAY['release_before_admission', 'ahead_of_clock']
          AND ${isNot('row.reason', 'transfer_in', 'court_return', 'hold_other_agency')}
          AND (row.category IN ('criminal', 'municipal')
               OR row.reason IN ('new_offence', 'warrant_fta', 'warrant_other',
                                 'probation_violation', 'civil_intoxication'))
          AND row.is_detention_only IS NOT TRUE AND row.is_paper_only IS NOT TRUE),
     stoppable AS (
       SELECT person_id, agency, officer_no, record_key, contact_at FROM qualifying
        WHERE kind = 'citation' AND incident_no IS NULL
          AND officer_no IS NOT NULL AND contact_at IS NOT NULL),
     successor AS MATERIALIZED (
       SELECT DISTINCT ON (stoppable.person_id, stoppable.record_key)
              stoppable.person_id, stoppable.record_key, later.record_key AS next_key
         FROM stoppable JOIN stoppable later USING (person_id, agency, officer_no)
        WHERE later.contact_at >= stoppable.contact_at + interval '30 minutes'
        ORDER BY stoppable.person_id, stoppable.record_key, later.contact_at,
                 later.record_key COLLATE "C"),
     stop AS (
       (SELECT DISTINCT ON (person_id, agency, officer_no)
               person_id, agency, officer_no, record_key, contact_at
          FROM stoppable ORDER BY person_id, agency, officer_no, contact_at, record_key COLLATE "C")
        UNION ALL
       SELECT later.* FROM stop
         JOIN successor USING (person_id, record_key)
         JOIN stoppable later ON (later.person_id, later.record_key)
                               = (successor.person_id, successor.next_key)),
     keyed AS (
       SELECT q.person_id, q.contact_on,
              CASE WHEN q.is_warrant THEN 'w:' || q.agency || ':' || q.record_key
                   WHEN q.incident_no IS NOT NULL THEN 'i:' || q.agency || ':' || q.incident_no
                     || CASE WHEN 'incident_reused' = ANY(q.flags)
                             THEN ':' || extract(year FROM q.contact_on) ELSE '' END
                   WHEN q.booking_group_no IS NOT NULL THEN 'g:' || q.booking_group_no
                   WHEN s.record_key IS NOT NULL THEN 'o:' || s.record_key
                   ELSE 's:' || q.record_key END AS episode_key
         FROM qualifying q
         LEFT JOIN stoppable USING (person_id, record_key)
         LEFT JOIN stop s ON (s.person_id, s.agency, s.officer_no)
                           = (stoppable.person_id, stoppable.agency, stoppable.officer_no)
          AND stoppable.contact_at >= s.contact_at
          AND stoppable.contact_at < s.contact_at + interval '30 minutes'),
     episode AS (
       SELECT person_id, episode_key, min(contact_on) AS first_on
         FROM keyed GROUP BY person_id, episode_key)
     SELECT person_id, count(*)::int AS episodes FROM episode
      WHERE first_on >= $1 AND first_on < $2 GROUP BY person_id`,
    [windowStart(asOf), asOf],
  );
  return new Map(rows.map((row) => [row.person_id, row.episodes]));
}
