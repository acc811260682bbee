import { Injectable } from '@nestjs/common';
import { createHmac } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import type { Load } from './load.repository.js';

export interface Erasure {
  readonly recordKey: string;
  readonly recordVersion: number;
  readonly reason: string;
}

/** Takes records out of the mart for good. What stays is a keyed digest, so that no replay brings one back. */
@Injectable()
export class ErasureRepository {
  constructor(private readonly key: string) {}

  /** Record key → newest version that stays erased. */
  async erasedOf(recordKeys: readonly string[], tx: EntityManager): Promise<Map<string, number>> {
    const keys = new Map(recordKeys.map((recordKey) => [this.digest(recordKey), recordKey]));
    const rows: { record_digest: string; record_version: number }[] = await tx.query(
      `SELECT record_digest, record_version FROM staging.tombstone
        WHERE record_digest = ANY($1::text[])`,
      [[...keys.keys()]],
    );
    return new Map(
      rows.map((row) => [keys.get(row.record_digest) ?? '', row.record_version] as const),
    );
  }

  async erase(erasures: readonly Erasure[], { loadKey }: Load, tx: EntityManager): Promise<void> {
    await tx.query(
      `INSERT INTO staging.tombstone AS kept (record_digest, record_version, reason, load_key)
       SELECT digest, version, reason, $4::bigint
         FROM unnest($1::text[], $2::int[], $3::text[]) AS given (digest, version, reason)
       ON CONFLICT (record_digest) DO UPDATE
          SET record_version = excluded.record_version, reason = excluded.reason,
              load_key = excluded.load_key
        WHERE kept.record_version < excluded.record_version`,
      [
        erasures.map(({ recordKey }) => this.digest(recordKey)),
        erasures.map(({ recordVersion }) => recordVersion),
        erasures.map(({ reason }) => reason),
        loadKey,
      ],
    );
    const versions = [
      erasures.map(({ recordKey }) => recordKey),
      erasures.map(({ recordVersion }) => recordVersion),
    ];
    for (const statement of ERASE) await tx.query(statement, versions);
  }

  private digest(recordKey: string): string {
    return createHmac('sha256', this.key).update(recordKey).digest('base64url');
  }
}

const GIVEN = 'unnest($1::text[], $2::int[]) AS given (record_key, record_version)';
const ERASE_VERSIONS = `USING ${GIVEN}
  WHERE kept.record_key = given.record_key AND kept.record_version <= given.record_version`;

/** What is derived goes with each of its records; the recount makes it again from those that are left. */
const ERASE = [
  `DELETE FROM mart.fact_contact kept USING ${GIVEN}
     JOIN mart.bridge_contact_record bridge USING (record_key)
    WHERE kept.person_key = bridge.person_key AND kept.episode_key = bridge.episode_key`,
  `DELETE FROM mart.bridge_contact_record kept USING ${GIVEN}
    WHERE kept.record_key = given.record_key`,
  `DELETE FROM mart.fact_jail_stay kept USING ${GIVEN} WHERE kept.record_key = given.record_key`,
  `DELETE FROM mart.contact_row kept ${ERASE_VERSIONS}`,
  `DELETE FROM mart.fact_record kept ${ERASE_VERSIONS}`,
  `DELETE FROM staging.activity_version kept ${ERASE_VERSIONS}`,
  `DELETE FROM staging.other_event kept USING ${GIVEN}
    WHERE kept.key = given.record_key AND kept.version <= given.record_version`,
];
