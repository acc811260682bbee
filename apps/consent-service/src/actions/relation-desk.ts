import { Injectable } from '@nestjs/common';
import { Refused, type RecordRelation, type RelationView } from '@continuum/contracts';
import { Clock, type CallerIdentity } from '@continuum/service-kit';
import { DataSource } from 'typeorm';
import type { RelationRow } from '../store/facts/relation.repository.js';
import { UserRepository } from '../store/facts/user.repository.js';
import { AuditLog } from './audit-log.js';
import { departmentOf } from './consent-form.js';
import { DrawnRelations } from './drawn-relations.js';

const LONGEST_MS = 90 * 24 * 3600_000;

/** Relations that no event tells: a department's system says who works with whom on its own records. */
@Injectable()
export class RelationDesk {
  constructor(
    private readonly dataSource: DataSource,
    private readonly users: UserRepository,
    private readonly relations: DrawnRelations,
    private readonly audit: AuditLog,
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
      await this.relations.keep([row], tx);
      await this.audit.write(departmentOf(command.recordKey), entryOf(command, service), tx);
      return viewOf(command, row.relation_id);
    });
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

const entryOf = ({ kind, userId }: RecordRelation, by: string) => ({
  actor: { service: by },
  action: 'relation-recorded',
  kind,
  users: [userId],
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
