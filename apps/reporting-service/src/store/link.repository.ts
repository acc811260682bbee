import { Injectable } from '@nestjs/common';
import type { RecordAssigned } from '@continuum/contracts';
import type { EntityManager } from 'typeorm';
import { insertRows } from './bulk.js';
import type { Load } from './load.repository.js';

export interface Alias {
  readonly absorbedId: string;
  /** Null where a split gave the id back to a person of its own. */
  readonly survivorId: string | null;
  readonly version: number;
}

const linkColumns = {
  recordKey: 'text',
  personId: 'uuid',
  dataset: 'text',
  confidence: 'text',
  linkVersion: 'int',
  knownFrom: 'timestamptz',
  loadKey: 'bigint',
} as const;

const aliasColumns = {
  absorbedId: 'uuid',
  survivorId: 'uuid',
  version: 'int',
  knownFrom: 'timestamptz',
  loadKey: 'bigint',
} as const;

/** Who a record is about and where a person id leads, now and as it was known. */
@Injectable()
export class LinkRepository {
  /** Those that say something newer than what is known. */
  async newer(assigned: readonly RecordAssigned[], tx: EntityManager): Promise<RecordAssigned[]> {
    const known: { record_key: string; link_version: number }[] = await tx.query(
      `SELECT record_key, link_version FROM link.record_person
        WHERE record_key = ANY($1::text[]) AND known_to = 'infinity'`,
      [assigned.map(({ recordKey }) => recordKey)],
    );
    const versions = new Map(known.map((row) => [row.record_key, row.link_version]));
    return assigned.filter((link) => (versions.get(link.recordKey) ?? 0) < link.linkVersion);
  }

  async assign(assigned: readonly RecordAssigned[], load: Load, tx: EntityManager): Promise<void> {
    await tx.query(
      `UPDATE link.record_person SET known_to = $2
        WHERE record_key = ANY($1::text[]) AND known_to = 'infinity'`,
      [assigned.map(({ recordKey }) => recordKey), load.knownAt],
    );
    const rows = assigned.map(({ recordKey, personId, dataset, confidence, linkVersion }) => ({
      recordKey,
      personId,
      dataset,
      confidence,
      linkVersion,
      knownFrom: load.knownAt,
      loadKey: load.loadKey,
    }));
    await insertRows(tx, 'link.record_person', linkColumns, rows);
  }

  /** One alias per id. An older version changes nothing. */
  async alias(aliases: readonly Alias[], load: Load, tx: EntityManager): Promise<void> {
    const known: { absorbed_id: string; version: number }[] = await tx.query(
      `SELECT absorbed_id, version FROM link.person_alias
        WHERE absorbed_id = ANY($1::uuid[]) AND known_to = 'infinity'`,
      [aliases.map(({ absorbedId }) => absorbedId)],
    );
    const versions = new Map(known.map((row) => [row.absorbed_id, row.version]));
    const newer = aliases.filter((one) => (versions.get(one.absorbedId) ?? 0) < one.version);
    await tx.query(
      `UPDATE link.person_alias SET known_to = $2
        WHERE absorbed_id = ANY($1::uuid[]) AND known_to = 'infinity'`,
      [newer.map(({ absorbedId }) => absorbedId), load.knownAt],
    );
    const rows = newer.map((one) => ({
      ...one,
      knownFrom: load.knownAt,
      loadKey: load.loadKey,
    }));
    await insertRows(tx, 'link.person_alias', aliasColumns, rows);
  }

  /** Where an id led, as it was known then. */
  async survivorOf(personId: string, knowledgeAt: string, tx: EntityManager): Promise<string> {
    const [last]: { id: string }[] = await tx.query(
      `WITH RECURSIVE way AS (
         SELECT $1::uuid AS id, 0 AS step
          UNION ALL
         SELECT alias.survivor_id, way.step + 1
           FROM way JOIN link.person_alias alias ON alias.absorbed_id = way.id
          WHERE alias.known_from <= $2 AND $2 < alias.known_to
            AND alias.survivor_id IS NOT NULL AND way.step < 100
       )
       SELECT id FROM way ORDER BY step DESC LIMIT 1`,
      [personId, knowledgeAt],
    );
    return last?.id ?? personId;
  }

  /** Person id → the key that stands for the person in every fact; drawn when first needed. */
  async personKeys(personIds: readonly string[], tx: EntityManager): Promise<Map<string, string>> {
    await tx.query(
      `INSERT INTO link.person_ref (person_id) SELECT unnest($1::uuid[])
       ON CONFLICT (person_id) DO NOTHING`,
      [personIds],
    );
    const rows: { person_id: string; person_key: string }[] = await tx.query(
      'SELECT person_id, person_key FROM link.person_ref WHERE person_id = ANY($1::uuid[])',
      [personIds],
    );
    return new Map(rows.map((row) => [row.person_id, row.person_key]));
  }
}
