import { send } from '@continuum/service-kit';
import type { EntityManager } from 'typeorm';
import type { Changes } from '../../domain/resolution/changes.js';
import { membershipTable, personTable, reviewTable } from './person-tables.js';
import { descriptionTable, edgeTable, subjectTable, versionTable } from './record-tables.js';
import { plain, type Made, type Table } from './table.js';

const stepTable: Table = {
  text: `
    INSERT INTO step (seq, kind, ref, lease_epoch, model_id, epoch_id)
    SELECT seq, kind, ref, $4::int, $5::text, $6::text
      FROM unnest($1::bigint[], $2::text[], $3::text[]) AS row (seq, kind, ref)`,
  places: 6,
  valuesOf: ({ steps }, { leaseEpoch, modelId, epochId }) => [
    plain(steps, ({ seq }) => seq),
    plain(steps, ({ kind }) => kind),
    steps.map(({ ref }) => ref),
    leaseEpoch,
    modelId,
    epochId,
  ],
};

/** In the order in which their values are sent. */
const TABLES: Readonly<Record<string, Table>> = {
  steps: stepTable,
  descriptions: descriptionTable,
  edges: edgeTable,
  subjects: subjectTable,
  versions: versionTable,
  persons: personTable,
  memberships: membershipTable,
  reviews: reviewTable,
};

const NEW_ROWS = {
  name: 'save-new-rows',
  text: `WITH ${together(TABLES)} SELECT id, raised_at AS "raisedAt" FROM reviews`,
};

/** All of it in one statement, planned once a session: one way there and back. Answers when each saved task was raised. */
export async function saveNewRows(
  changes: Changes,
  made: Made,
  tx: EntityManager,
): Promise<Map<string, Date>> {
  const values = Object.values(TABLES).flatMap(({ valuesOf }) => valuesOf(changes, made));
  const tasks = await send<{ id: string; raisedAt: Date }>(tx, NEW_ROWS, values);
  return new Map(tasks.map(({ id, raisedAt }) => [id, raisedAt]));
}

/** Each table's places are numbered from 1; together they follow one another. */
function together(tables: Readonly<Record<string, Table>>): string {
  let before = 0;
  const parts = Object.entries(tables).map(([name, { text, places }]) => {
    const from = before;
    before += places;
    return `${name} AS (${text.replace(/\$(\d+)/g, (_, nth) => `$${from + Number(nth)}`)})`;
  });
  return parts.join(',\n');
}
