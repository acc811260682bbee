import { toReviewTaskRow } from '../review-task.mapping.js';
import { plain, type Table } from './table.js';

export const personTable: Table = {
  text: `
    INSERT INTO person AS kept (id, status, merged_into, version, founding_record, created_step, changed_step)
    SELECT * FROM unnest($1::uuid[], $2::text[], $3::uuid[], $4::int[], $5::int[], $6::bigint[], $7::bigint[])
    ON CONFLICT (id) DO UPDATE
       SET status = excluded.status, merged_into = excluded.merged_into, version = excluded.version,
           changed_step = excluded.changed_step
     WHERE kept.version < excluded.version`,
  places: 7,
  valuesOf: ({ persons: changed }) => {
    const persons = [...changed];
    return [
      plain(persons, ({ id }) => id),
      plain(persons, ({ status }) => status),
      plain(persons, ({ mergedInto }) => mergedInto),
      plain(persons, ({ version }) => version),
      plain(persons, ({ foundingRecord }) => foundingRecord),
      plain(persons, ({ createdStep }) => createdStep),
      plain(persons, ({ changedStep }) => changedStep),
    ];
  },
};

export const membershipTable: Table = {
  text: `
    INSERT INTO membership (record_no, person_id, confidence, from_step, to_step, cause)
    SELECT * FROM unnest($1::int[], $2::uuid[], $3::text[], $4::bigint[], $5::bigint[], $6::text[])`,
  places: 6,
  valuesOf: ({ memberships }) => {
    const opened = [...memberships.values()].flat();
    return [
      plain(opened, ({ recordNo }) => recordNo),
      plain(opened, ({ personId }) => personId),
      plain(opened, ({ confidence }) => confidence),
      plain(opened, ({ fromStep }) => fromStep),
      plain(opened, ({ toStep }) => toStep),
      plain(opened, ({ cause }) => cause),
    ];
  },
};

/** A claim ends with the task. */
export const reviewTable: Table = {
  text: `
    INSERT INTO review_task AS kept (id, kind, person_low, person_high, a, b, weight, priority, state,
                                     judgement_id, version, raised_step, changed_step)
    SELECT * FROM unnest($1::uuid[], $2::text[], $3::uuid[], $4::uuid[], $5::int[], $6::int[], $7::int[],
                         $8::int[], $9::text[], $10::uuid[], $11::int[], $12::bigint[], $13::bigint[])
    ON CONFLICT (id) DO UPDATE
       SET kind = excluded.kind, person_low = excluded.person_low, person_high = excluded.person_high,
           a = excluded.a, b = excluded.b, weight = excluded.weight, priority = excluded.priority,
           state = excluded.state, judgement_id = coalesce(excluded.judgement_id, kept.judgement_id),
           version = excluded.version, changed_step = excluded.changed_step,
           claimed_by = CASE WHEN excluded.state = 'open' THEN kept.claimed_by END,
           claimed_until = CASE WHEN excluded.state = 'open' THEN kept.claimed_until END
     WHERE kept.version < excluded.version
    RETURNING id, raised_at`,
  places: 13,
  valuesOf: ({ reviews }) => {
    const tasks = [...reviews.values()].map(toReviewTaskRow);
    return [
      plain(tasks, ({ id }) => id),
      plain(tasks, ({ kind }) => kind),
      plain(tasks, ({ low }) => low),
      plain(tasks, ({ high }) => high),
      plain(tasks, ({ a }) => a),
      plain(tasks, ({ b }) => b),
      plain(tasks, ({ weight }) => weight),
      plain(tasks, ({ priority }) => priority),
      plain(tasks, ({ state }) => state),
      plain(tasks, ({ judgementId }) => judgementId),
      plain(tasks, ({ version }) => version),
      plain(tasks, ({ raisedStep }) => raisedStep),
      plain(tasks, ({ changedStep }) => changedStep),
    ];
  },
};
