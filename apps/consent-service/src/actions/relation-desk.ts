import { Injectable } from '@nestjs/common';
import {
  Refused,
  type AttachPerson,
  type RecordRelation,
  type RelationView,
} from '@continuum/contracts';
import { uuidv7 } from '@continuum/messaging';
import { Clock, type CallerIdentity } from '@continuum/service-kit';
import { DataSource, type EntityManager } from 'typeorm';
import { RelationRepository, type RelationRow } from '../store/facts/relation.repository.js';
import { UserRepository } from '../store/facts/user.repository.js';
import { AuditRepository } from '../store/ledger/audit.repository.js';
import { AccessChanges } from './access-changes.js';
import { departmentOf } from './consent-form.js';

const LONGEST_MS = 90 * 24 * 3600_000;

/** Relations that no event tells: a department's system says who works with whom on its own records. */
@Injectable()
export class RelationDesk {
  constructor(
    private readonly dataSource: DataSource,
    private readonly relations: RelationRepository,
    private readonly users: UserRepository,
    private readonly changes: AccessChanges,
    private readonly audit: AuditRepository,
    private readonly clock: Clock,
  ) {}

  async record(command: RecordRelation, { service = '' }: CallerIdentity): Promise<RelationView> {
    assertOwnRecord(command.recordKey, service);
    assertInterval(command);
    return this.dataSource.transaction(async (tx) => {
      if (!(await this.users.find(command.userId, tx))) {
        throw new Refused('INVALID', 'The command has wrong fields.', [
          { field: 'userId', code: 'unknown', text: 'The directory has no such user.' },
        ]);
      }
      const row = toRow(command, service, this.clock.now());
      await this.save([row], service, tx);
      return viewOf(command, row.relation_id);
    });
  }

  /** Whoever is assigned to the incident and meets somebody there may see what responders may. */
  async attach(
    context: string,
    { personId }: AttachPerson,
    { user }: CallerIdentity,
  ): Promise<void> {
    await this.dataSource.transaction(async (tx) => {
      const now = this.clock.now();
      const assigned = await this.relations.assignedTo(context, now, tx);
      if (!user || !assigned.some(({ user_id }) => user_id === user.id)) {
        throw new Refused('DENIED', 'Only users assigned to an open incident may attach a person.');
      }
      await this.save(
        assigned.map((row) => attached(row, personId, now)),
        user.id,
        tx,
      );
    });
  }

  private async save(rows: readonly RelationRow[], by: string, tx: EntityManager): Promise<void> {
    await this.changes.ofRelations(await this.relations.save(rows, tx), tx);
    const at = this.clock.now();
    const [first] = rows;
    const content = {
      id: uuidv7(+at),
      occurredAt: at.toISOString(),
      actor: { user: by },
      action: `relation-${first?.reason ?? 'recorded'}`,
      kind: first?.kind ?? '',
      users: rows.flatMap(({ user_id }) => user_id ?? []),
    };
    await this.audit.append([{ owner: first?.department ?? 'city', content }], at, tx);
  }
}

/** `source-police-jail` speaks for `police/jail/…` and for nothing else. */
function assertOwnRecord(recordKey: string, service: string): void {
  const [department, source, id] = recordKey.split('/');
  if (!department || !source || !id || service !== `source-${department}-${source}`) {
    throw new Refused('SERVICE_NOT_ALLOWED', 'A source may only speak of its own records.');
  }
}

function assertInterval({ from, until }: RecordRelation): void {
  const lastsMs = Date.parse(until) - Date.parse(from);
  if (lastsMs > 0 && lastsMs <= LONGEST_MS) return;
  throw new Refused('INVALID', 'The command has wrong fields.', [
    { field: 'until', code: 'interval', text: 'After its beginning, and 90 days later at most.' },
  ]);
}

function toRow(command: RecordRelation, service: string, now: Date): RelationRow {
  const { kind, userId, recordKey } = command;
  return {
    relation_id: [kind, userId, recordKey].join('|'),
    version: +now,
    kind,
    user_id: userId,
    team_id: null,
    team_role: null,
    person_id: null,
    record_key: recordKey,
    information_classes: null,
    context: null,
    department: kind === 'counsel' ? null : departmentOf(recordKey),
    valid_from: new Date(command.from),
    valid_until: new Date(command.until),
    recorded_at: now,
    recorded_by: service,
    reason: 'recorded',
  };
}

const attached = (row: RelationRow, personId: string, now: Date): RelationRow => ({
  ...row,
  relation_id: `${row.relation_id}|${personId}`,
  person_id: personId,
  valid_from: now,
  recorded_at: now,
  reason: 'attached',
});

const viewOf = (
  { kind, userId, from, until }: RecordRelation,
  relationId: string,
): RelationView => ({
  relationId,
  kind,
  userId,
  from: new Date(from).toISOString(),
  until: new Date(until).toISOString(),
});
