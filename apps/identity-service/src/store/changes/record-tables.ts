import { cutOut, endToEnd } from '@continuum/service-kit';
import { plain, type Table } from './table.js';

export const descriptionTable: Table = {
  text: `
    INSERT INTO description (no, hash, self_weight, is_unlinkable, features)
    SELECT no, hash, self_weight, is_unlinkable, ${cutOut('$7', 'features_at', 'features_length')}::json
      FROM unnest($1::int[], $2::text[], $3::int[], $4::boolean[], $5::int[], $6::int[])
           AS row (no, hash, self_weight, is_unlinkable, features_at, features_length)`,
  places: 7,
  valuesOf: ({ descriptions }) => {
    const [at, length, bytes] = endToEnd(
      descriptions.map(({ features }) => JSON.stringify(features)),
    );
    return [
      plain(descriptions, ({ description }) => description.no),
      descriptions.map(({ description }) => description.hash),
      plain(descriptions, ({ selfWeight }) => selfWeight),
      plain(descriptions, ({ description }) => description.isUnlinkable),
      plain(at, (one) => one),
      plain(length, (one) => one),
      bytes,
    ];
  },
};

export const edgeTable: Table = {
  text: `
    INSERT INTO edge (a, b, weight, pattern, model_id, epoch_id)
    SELECT a, b, weight, pattern, $5::text, $6::text
      FROM unnest($1::int[], $2::int[], $3::int[], $4::bigint[]) AS row (a, b, weight, pattern)`,
  places: 6,
  valuesOf: ({ edges }, { modelId, epochId }) => [
    plain(edges, ({ a }) => a),
    plain(edges, ({ b }) => b),
    plain(edges, ({ weight }) => weight),
    plain(edges, ({ pattern }) => pattern),
    modelId,
    epochId,
  ],
};

export const subjectTable: Table = {
  text: `
    INSERT INTO subject AS kept (record_no, record_key, version, department, dataset, labels, state,
                                 content_hash, description_no, link_version)
    SELECT record_no, record_key, version, department, dataset, labels::text[], state,
           content_hash, description_no, link_version
      FROM unnest($1::int[], $2::text[], $3::int[], $4::text[], $5::text[], $6::text[], $7::text[],
                  $8::text[], $9::int[], $10::int[])
           AS row (record_no, record_key, version, department, dataset, labels, state,
                   content_hash, description_no, link_version)
    ON CONFLICT (record_no) DO UPDATE
       SET version = excluded.version, department = excluded.department, dataset = excluded.dataset,
           labels = excluded.labels, state = excluded.state, content_hash = excluded.content_hash,
           description_no = excluded.description_no, link_version = excluded.link_version
     WHERE kept.version <= excluded.version`,
  places: 10,
  valuesOf: ({ records: changed }) => {
    const records = [...changed];
    return [
      plain(records, ({ no }) => no),
      records.map(({ key }) => key),
      plain(records, ({ version }) => version),
      records.map(({ department }) => department),
      records.map(({ dataset }) => dataset),
      records.map(({ labels }) => `{${labels.join(',')}}`),
      plain(records, ({ state }) => state),
      plain(records, ({ hash }) => hash),
      plain(records, ({ description }) => description?.no ?? null),
      plain(records, ({ linkVersion }) => linkVersion),
    ];
  },
};

export const versionTable: Table = {
  text: `
    INSERT INTO subject_version (record_no, version, description_no, from_step, to_step)
    SELECT * FROM unnest($1::int[], $2::int[], $3::int[], $4::bigint[], $5::bigint[])`,
  places: 5,
  valuesOf: ({ versions }) => {
    const opened = [...versions.values()].flat();
    return [
      plain(opened, ({ recordNo }) => recordNo),
      plain(opened, ({ version }) => version),
      plain(opened, ({ descriptionNo }) => descriptionNo),
      plain(opened, ({ fromStep }) => fromStep),
      plain(opened, ({ toStep }) => toStep),
    ];
  },
};
