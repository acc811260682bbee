import { absorbedIds } from './absorbed-ids.sql.js';

const ASKED = `
  SELECT unnest($1::uuid[])
   UNION
  SELECT person_id FROM record_fact WHERE record_key = ANY($2::text[]) AND person_id IS NOT NULL`;

/**
 * Everything one decision rests on but the policy, in one statement and so in one snapshot.
 * $1 persons, $2 record keys, $3 user, $4 datasets, $5 names of epochs that are known before.
 */
export const FACTS = `
  WITH RECURSIVE ${absorbedIds(ASKED)}, person AS MATERIALIZED (
    SELECT array_agg(id) AS ids, jsonb_object_agg(id, survivor) AS survivors FROM back
  ), owned AS MATERIALIZED (
    SELECT $2::text[] || ARRAY(SELECT record_key FROM record_fact
                                WHERE person_id = ANY((SELECT ids FROM person)::uuid[])) AS keys
  ), seat AS MATERIALIZED (
    SELECT content FROM assignment WHERE user_id = $3 AND valid_until IS NULL
  )
  SELECT (SELECT survivors FROM person) AS survivors,
    (SELECT jsonb_object_agg(name, value) FROM epoch
      WHERE name = ANY($5::text[] || ARRAY(SELECT 'consent:' || id FROM back))) AS epochs,
    (SELECT jsonb_build_object(
              'user_id', user_id, 'is_disabled', is_disabled, 'last_active_at', last_active_at,
              'assignments', (SELECT coalesce(jsonb_agg(content), '[]') FROM seat),
              'trainings', (SELECT coalesce(jsonb_agg(content), '[]') FROM training
                             WHERE training.user_id = $3 AND valid_until IS NULL))
       FROM "user" WHERE user_id = $3) AS account,
    (SELECT jsonb_agg(fact ORDER BY record_key) FROM (
       SELECT record_key, dataset, department, labels, person_id, confidence, withdrawn_reason,
              withdrawn_version >= record_version AS is_withdrawn
         FROM record_fact
        WHERE record_key = ANY($2::text[])
           OR (person_id = ANY((SELECT ids FROM person)::uuid[]) AND dataset = ANY($4::text[]))
     ) AS fact) AS records,
    (SELECT jsonb_agg(known ORDER BY relation_id) FROM (
       SELECT known.relation_id, known.kind, known.record_key, known.information_classes, known.context,
              known.department, known.valid_from, known.valid_until,
              coalesce(known.person_id, link.person_id) AS person_id
         FROM relation known
         LEFT JOIN record_fact link ON link.record_key = known.record_key
          AND link.confidence = 'confirmed' AND link.withdrawn_version < link.record_version
        WHERE (known.user_id = $3
               OR known.place = ANY(ARRAY(SELECT content ->> 'teamId' || '/' FROM seat))
               OR known.place = ANY(ARRAY(SELECT content ->> 'teamId' || '/' || (content ->> 'role')
                                            FROM seat)))
          AND (known.person_id = ANY((SELECT ids FROM person)::uuid[])
               OR known.record_key = ANY((SELECT keys FROM owned)::text[])
               OR (known.person_id IS NULL AND known.record_key IS NULL))
     ) AS known) AS relations,
    (SELECT jsonb_agg(entry ORDER BY case_id) FROM (
       SELECT entry.case_id, entry.team_id, entry.programme, entry.legal_mode, entry.opened_at,
              entry.closed_at, entry.homeless_evidence_on,
              coalesce(entry.person_id, link.person_id) AS person_id
         FROM roster_entry entry
         LEFT JOIN record_fact link ON link.record_key = entry.record_key
          AND link.confidence = 'confirmed' AND link.withdrawn_version < link.record_version
        WHERE entry.person_id = ANY((SELECT ids FROM person)::uuid[])
           OR entry.record_key = ANY((SELECT keys FROM owned)::text[])
     ) AS entry WHERE person_id IS NOT NULL) AS roster,
    (SELECT jsonb_agg(signed ORDER BY consent_id) FROM (
       SELECT form.consent_id, form.version, form.record_key, form.kind, form.family, form.discloser,
              form.form, link.person_id, link.confidence,
              (SELECT coalesce(jsonb_agg(provision ORDER BY nth), '[]') FROM provision
                WHERE provision.consent_id = form.consent_id AND provision.version = form.version)
                AS provisions
         FROM consent form LEFT JOIN record_fact link ON link.record_key = form.record_key
        WHERE form.valid_until IS NULL AND form.record_key = ANY((SELECT keys FROM owned)::text[])
     ) AS signed) AS consents,
    (SELECT jsonb_agg(restriction ORDER BY restriction_id) FROM restriction
      WHERE person_id = ANY((SELECT ids FROM person)::uuid[])) AS restrictions`;
