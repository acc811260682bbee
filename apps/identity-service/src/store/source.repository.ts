import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Described } from '../domain/resolution/describe.js';
import type { Features } from '../domain/preparation/features.js';

interface SourceRow {
  readonly record_key: string;
  readonly content_hash: string;
  readonly features: Features;
}

/** Features of present records, as they were last described. */
@Injectable()
export class SourceRepository {
  async ofRecords(
    recordKeys: readonly string[],
    tx: EntityManager,
  ): Promise<Map<string, Described>> {
    if (recordKeys.length === 0) return new Map();
    const rows: SourceRow[] = await tx.query(
      `SELECT record_key, content_hash, features
         FROM subject JOIN description ON no = description_no WHERE record_key = ANY($1::text[])`,
      [recordKeys],
    );
    return new Map(
      rows.map(({ record_key, content_hash, features }) => [
        record_key,
        { recordKey: record_key, features, hash: content_hash },
      ]),
    );
  }
}
