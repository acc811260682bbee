import { Injectable } from '@nestjs/common';
import { Refused } from '@continuum/contracts';
import { columns } from '@continuum/service-kit';
import type { EntityManager } from 'typeorm';
import type { AccessRequest, Facts } from '../../domain/facts.js';
import type { Outcome } from '../../domain/verdict.js';
import type { Epochs } from '../epoch.repository.js';

/** A decision as the ledger holds it. */
export interface KeptDecision {
  readonly decisionId: string;
  readonly decidedAt: Date;
  readonly validUntil: Date;
  readonly userId: string;
  readonly caller: string;
  readonly outcome: Outcome;
  readonly epochs: Epochs;
  readonly request: AccessRequest;
  readonly facts: Omit<Facts, 'policy'>;
  readonly isOneUse: boolean;
  readonly releasedAt: Date | null;
}

interface Row {
  readonly decision_id: string;
  readonly decided_at: Date;
  readonly valid_until: Date;
  readonly user_id: string;
  readonly caller: string;
  readonly outcome: Outcome;
  readonly epochs: Epochs;
  readonly request: AccessRequest;
  readonly facts: string;
  readonly is_one_use: boolean;
  readonly released_at: Date | null;
}

/** A time in which something was shown about somebody. */
export interface ShownIn {
  readonly subjectPseudonym: string;
  /** Null: from the beginning. */
  readonly from: Date | null;
  readonly until: Date;
}

/** A link counts from its commit on, some time after its instant: what a decision rested on says the rest. */
const LINKS_TAKE = '1 minute';

@Injectable()
export class DecisionRepository {
  async get(decisionId: string, tx: EntityManager): Promise<KeptDecision> {
    return found(await select(decisionId, '', tx));
  }

  async lock(decisionId: string, tx: EntityManager): Promise<KeptDecision> {
    return found(await select(decisionId, 'FOR UPDATE', tx));
  }

  async markReleased(decisionId: string, at: Date, tx: EntityManager): Promise<void> {
    await tx.query('UPDATE decision SET released_at = $2 WHERE decision_id = $1', [decisionId, at]);
  }

  /** Decisions that showed something about these subjects in these times, oldest first. */
  async shownBetween(periods: readonly ShownIn[], tx: EntityManager): Promise<string[]> {
    if (periods.length === 0) return [];
    const rows: { decision_id: string }[] = await tx.query(
      `SELECT DISTINCT decided_at, decision_id
         FROM unnest($1::text[], $2::timestamptz[], $3::timestamptz[]) AS period (subject, since, until)
         JOIN audit_entry ON subject_pseudonym = period.subject
         JOIN decision USING (decision_id)
        WHERE jsonb_array_length(entry -> 'shownElementIds') > 0
          AND decided_at >= coalesce(period.since, '-infinity') - $4::interval
          AND decided_at <= period.until + $4::interval
        ORDER BY decided_at, decision_id`,
      [...columns(periods, ['subjectPseudonym', 'from', 'until']), LINKS_TAKE],
    );
    return rows.map(({ decision_id }) => decision_id);
  }

  /** Disclosures that were made under a consent since an instant. */
  async disclosedUnder(consentId: string, since: Date, tx: EntityManager): Promise<string[]> {
    const rows: { disclosure_id: string }[] = await tx.query(
      `SELECT disclosure_id FROM disclosure
        WHERE disclosed_at >= $2
          AND EXISTS (SELECT 1 FROM audit_entry
                       WHERE audit_entry.decision_id = disclosure.decision_id
                         AND entry -> 'consentIds' ? $1)
        ORDER BY disclosure_id`,
      [consentId, since],
    );
    return rows.map(({ disclosure_id }) => disclosure_id);
  }
}

async function select(
  decisionId: string,
  lock: string,
  tx: EntityManager,
): Promise<Row | undefined> {
  const [row]: Row[] = await tx.query(
    `SELECT decision_id, decided_at, valid_until, user_id, caller, outcome, epochs, request,
            facts::text AS facts, is_one_use, released_at
       FROM decision WHERE decision_id = $1 ${lock}`,
    [decisionId],
  );
  return row;
}

function found(row: Row | undefined): KeptDecision {
  if (!row) throw new Refused('NOT_FOUND', 'There is no such decision.');
  return {
    decisionId: row.decision_id,
    decidedAt: row.decided_at,
    validUntil: row.valid_until,
    userId: row.user_id,
    caller: row.caller,
    outcome: row.outcome,
    epochs: row.epochs,
    request: row.request,
    facts: JSON.parse(row.facts, revive) as Omit<Facts, 'policy'>,
    isOneUse: row.is_one_use,
    releasedAt: row.released_at,
  };
}

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

const revive = (_: string, value: unknown) =>
  typeof value === 'string' && INSTANT.test(value) ? new Date(value) : value;
