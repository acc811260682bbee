import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { earliest } from '../domain/local-date.js';
import type { RecordVersion } from '../domain/record-version.js';
import { insertRows } from './bulk.js';
import { contactColumns, toContactColumns } from './contact-row.mapping.js';
import { FeedRepository, type FeedStart } from './feed.repository.js';
import type { Load } from './load.repository.js';

const factColumns = {
  recordKey: 'text',
  recordVersion: 'int',
  kind: 'text',
  dataset: 'text',
  department: 'text',
  labels: 'text[]',
  monthKey: 'int',
  dateKey: 'date',
  hasSubject: 'boolean',
  isCounted: 'boolean',
  knownFrom: 'timestamptz',
  loadKey: 'bigint',
} as const;

/** One current row per record of any kind, and the codes of those that can be contacts. */
@Injectable()
export class RecordFactRepository {
  constructor(private readonly feeds: FeedRepository) {}

  /** Each of these versions is the newest of its record. */
  async replace(versions: readonly RecordVersion[], load: Load, tx: EntityManager): Promise<void> {
    if (versions.length === 0) return;
    await this.close(
      versions.map(({ recordKey }) => recordKey),
      load,
      tx,
    );
    await insertRows(
      tx,
      'mart.fact_record',
      factColumns,
      versions.map((version) => toFact(version, load)),
    );
    await insertRows(tx, 'mart.contact_row', contactColumns, versions.flatMap(toContactColumns));
    await this.feeds.start(startsOf(versions), tx);
  }

  async close(recordKeys: readonly string[], { knownAt }: Load, tx: EntityManager): Promise<void> {
    await tx.query(
      `UPDATE mart.fact_record SET known_to = $2
        WHERE record_key = ANY($1::text[]) AND known_to = 'infinity'`,
      [recordKeys, knownAt],
    );
  }
}

const toFact = (version: RecordVersion, { loadKey, knownAt }: Load) => ({
  recordKey: version.recordKey,
  recordVersion: version.recordVersion,
  kind: version.kind,
  dataset: version.dataset,
  department: version.department,
  labels: version.labels,
  monthKey: version.monthKey,
  dateKey: version.localDate,
  hasSubject: version.hasSubject,
  isCounted: version.isCounted,
  knownFrom: knownAt,
  loadKey,
});

function startsOf(versions: readonly RecordVersion[]): FeedStart[] {
  const feeds = Map.groupBy(versions, ({ feed }) => feed);
  return [...feeds].flatMap(([feed, ofFeed]) => {
    const startsOn = earliest(ofFeed.flatMap(({ localDate }) => localDate ?? []));
    return startsOn ? [{ feed, startsOn }] : [];
  });
}
