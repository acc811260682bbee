import { Injectable } from '@nestjs/common';
import { Refused } from '@continuum/contracts';
import type { EntityManager } from 'typeorm';
import type { MdtCase } from '../domain/mdt-case.js';
import { mdtCaseTable, toCase, toRow, type MdtCaseRow } from './mdt-case.row.js';
import { listOf, upsert } from './table.js';

const SELECT = `SELECT ${listOf(mdtCaseTable)} FROM mdt_case`;

@Injectable()
export class MdtCaseRepository {
  async lock(caseId: string, tx: EntityManager): Promise<MdtCase> {
    const [row]: MdtCaseRow[] = await tx.query(`${SELECT} WHERE case_id = $1 FOR UPDATE`, [caseId]);
    if (!row) throw new Refused('NOT_FOUND', 'There is no such case.');
    return toCase(row);
  }

  async find(caseIds: readonly string[], tx: EntityManager): Promise<MdtCase[]> {
    const rows: MdtCaseRow[] = await tx.query(
      `${SELECT} WHERE case_id = ANY($1::uuid[]) ORDER BY case_id`,
      [caseIds],
    );
    return rows.map(toCase);
  }

  async ofPersons(
    personIds: readonly string[],
    tx: EntityManager,
  ): Promise<Map<string, MdtCase[]>> {
    const rows: MdtCaseRow[] = await tx.query(
      `${SELECT} WHERE person_id = ANY($1::uuid[]) ORDER BY case_id FOR UPDATE`,
      [personIds],
    );
    return Map.groupBy(rows.map(toCase), ({ personId }) => personId ?? '');
  }

  async ofRecord(recordKey: string, tx: EntityManager): Promise<MdtCase[]> {
    const rows: MdtCaseRow[] = await tx.query(`${SELECT} WHERE anchor_record_key = $1 FOR UPDATE`, [
      recordKey,
    ]);
    return rows.map(toCase);
  }

  /** Cases a user leads, works on, or coordinates. */
  async idsOf(userId: string, tx: EntityManager): Promise<string[]> {
    const rows: { case_id: string }[] = await tx.query(
      `SELECT case_id FROM mdt_case WHERE lead_user_id = $1
       UNION SELECT case_id FROM care_team_member WHERE user_id = $1 AND to_at IS NULL
       UNION SELECT case_id FROM mdt_case
              JOIN team ON team.programme = mdt_case.programme AND $1 = ANY(team.coordinators)
       ORDER BY case_id`,
      [userId],
    );
    return rows.map(({ case_id }) => case_id);
  }

  /** An older version changes nothing. */
  save(cases: readonly MdtCase[], tx: EntityManager): Promise<void> {
    return upsert(tx, mdtCaseTable, cases.map(toRow));
  }

  async addLines(
    lines: readonly { readonly caseId: string; readonly code: string; readonly at: Date }[],
    tx: EntityManager,
  ): Promise<void> {
    if (lines.length === 0) return;
    await tx.query(
      `INSERT INTO case_line (case_id, code, at)
       SELECT * FROM unnest($1::uuid[], $2::text[], $3::timestamptz[])`,
      [lines.map((l) => l.caseId), lines.map((l) => l.code), lines.map((l) => l.at)],
    );
  }
}
