import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { HfuStatus } from '../domain/hfu-status.js';
import { columnNames, givenRows, givenValues } from './bulk.js';

const statusColumns = {
  personId: 'uuid',
  measure: 'text',
  version: 'int',
  direction: 'text',
  insideAsOf: 'date',
  changesOn: 'date',
} as const;

@Injectable()
export class HfuStatusRepository {
  async ofPersons(
    personIds: readonly string[],
    measure: string,
    tx: EntityManager,
  ): Promise<Map<string, HfuStatus>> {
    const rows: HfuStatus[] = await tx.query(
      `SELECT person_id AS "personId", measure, version, direction,
              inside_as_of::text AS "insideAsOf", changes_on::text AS "changesOn"
         FROM work.hfu_status WHERE person_id = ANY($1::uuid[]) AND measure = $2`,
      [personIds, measure],
    );
    return new Map(rows.map((row) => [row.personId, row]));
  }

  async save(statuses: readonly HfuStatus[], tx: EntityManager): Promise<void> {
    if (statuses.length === 0) return;
    await tx.query(
      `INSERT INTO work.hfu_status (${columnNames(statusColumns)})
       SELECT * FROM ${givenRows(statusColumns)}
       ON CONFLICT (person_id, measure) DO UPDATE
          SET version = excluded.version, direction = excluded.direction,
              inside_as_of = excluded.inside_as_of, changes_on = excluded.changes_on`,
      givenValues<HfuStatus>(statusColumns, statuses),
    );
  }
}
