import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { FieldCard } from '../domain/field-card.js';
import { listOf, upsert, type Table } from './table.js';

const table: Table<FieldCard> = {
  name: 'field_card',
  key: ['case_id'],
  columns: {
    caseId: 'case_id',
    safety: 'safety',
    howToHelp: 'how_to_help',
    callNow: 'call_now',
    agreedAt: 'agreed_at',
    reviewedAt: 'reviewed_at',
    writtenBy: 'written_by',
  },
};

@Injectable()
export class FieldCardRepository {
  save(card: FieldCard, tx: EntityManager): Promise<void> {
    return upsert(tx, table, [card], 'kept.reviewed_at <= excluded.reviewed_at');
  }

  /** Cards of open, enrolled cases, and whether the person is connected to services at all. */
  async ofPerson(
    personId: string,
    tx: EntityManager,
  ): Promise<{ cards: FieldCard[]; isConnected: boolean }> {
    const open: { case_id: string }[] = await tx.query(
      `SELECT case_id FROM mdt_case
        WHERE person_id = $1 AND status IN ('enrolled', 'active', 'inactive')
          AND NOT is_person_uncertain`,
      [personId],
    );
    const cards: FieldCard[] = await tx.query(
      `SELECT ${listOf(table)} FROM field_card WHERE case_id = ANY($1::uuid[])
        ORDER BY reviewed_at DESC`,
      [open.map(({ case_id }) => case_id)],
    );
    return { cards, isConnected: open.length > 0 };
  }
}
