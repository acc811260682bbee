import type { PersonMergedV1, PersonSplitV1 } from '@continuum/contracts';
import { columns } from '@continuum/service-kit';
import type { EntityManager } from 'typeorm';

interface Alias {
  readonly absorbed_id: string;
  readonly survivor_id: string | null;
  readonly version: number;
}

/** Absorbed ids lead to their survivor from now on; an older version changes nothing. */
export async function applyMerges(
  tx: EntityManager,
  events: readonly PersonMergedV1[],
): Promise<void> {
  await save(
    tx,
    events.map(({ data: { absorbed, survivor } }) => ({
      absorbed_id: absorbed.personId,
      survivor_id: survivor.personId,
      version: absorbed.personVersion,
    })),
  );
}

/** An id that a split gave back leads nowhere else any more. */
export async function applySplits(
  tx: EntityManager,
  events: readonly PersonSplitV1[],
): Promise<void> {
  const reinstated = events.flatMap(({ data }) => data.parts.filter((part) => part.reinstated));
  await save(
    tx,
    reinstated.map(({ personId, personVersion }) => ({
      absorbed_id: personId,
      survivor_id: null,
      version: personVersion,
    })),
  );
}

/** Every id → the id it stands for today. */
export async function resolvePersons(
  tx: EntityManager,
  personIds: readonly string[],
): Promise<Map<string, string>> {
  const rows: { id: string; survivor: string }[] = await tx.query(
    `WITH RECURSIVE way (id, at, steps) AS (
       SELECT id, id, 0 FROM unnest($1::uuid[]) AS id
       UNION ALL
       SELECT way.id, alias.survivor_id, way.steps + 1
         FROM way JOIN person_alias alias ON alias.absorbed_id = way.at
        WHERE alias.survivor_id IS NOT NULL AND way.steps < 50
     )
     SELECT DISTINCT ON (id) id, at AS survivor FROM way ORDER BY id, steps DESC`,
    [[...new Set(personIds)]],
  );
  return new Map(rows.map(({ id, survivor }) => [id, survivor]));
}

/** Record key → whose the record is today over a confirmed link; others are not in it. */
export async function personsOfRecords(
  tx: EntityManager,
  recordKeys: readonly string[],
): Promise<Map<string, string>> {
  const rows: { record_key: string; person_id: string }[] = await tx.query(
    `SELECT record_key, person_id FROM record_person
      WHERE record_key = ANY($1::text[]) AND person_id IS NOT NULL AND confidence = 'confirmed'`,
    [recordKeys],
  );
  const today = await resolvePersons(
    tx,
    rows.map(({ person_id }) => person_id),
  );
  return new Map(rows.map((row) => [row.record_key, today.get(row.person_id) ?? row.person_id]));
}

async function save(tx: EntityManager, aliases: readonly Alias[]): Promise<void> {
  if (aliases.length === 0) return;
  const newest = new Map<string, Alias>();
  for (const alias of aliases) {
    if ((newest.get(alias.absorbed_id)?.version ?? 0) <= alias.version)
      newest.set(alias.absorbed_id, alias);
  }
  await tx.query(
    `INSERT INTO person_alias AS kept (absorbed_id, survivor_id, version)
     SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::int[]) AS row (absorbed_id, survivor_id, version) ORDER BY 1
     ON CONFLICT (absorbed_id) DO UPDATE
        SET survivor_id = excluded.survivor_id, version = excluded.version
      WHERE kept.version < excluded.version`,
    columns([...newest.values()], ['absorbed_id', 'survivor_id', 'version']),
  );
}
