import { Injectable } from '@nestjs/common';
import { Refused, type AttachPerson } from '@continuum/contracts';
import { Clock, type CallerIdentity } from '@continuum/service-kit';
import { DataSource } from 'typeorm';
import { RelationRepository, type RelationRow } from '../store/facts/relation.repository.js';
import { AuditLog } from './audit-log.js';
import { DrawnRelations } from './drawn-relations.js';

/** Whoever is assigned to an incident and meets somebody there may see what responders may. */
@Injectable()
export class IncidentDesk {
  constructor(
    private readonly dataSource: DataSource,
    private readonly relations: RelationRepository,
    private readonly drawn: DrawnRelations,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  async attach(
    incidentNo: string,
    { personId }: AttachPerson,
    { user }: CallerIdentity,
  ): Promise<void> {
    await this.dataSource.transaction(async (tx) => {
      const now = this.clock.now();
      const assigned = await this.relations.assignedTo(incidentNo, now, tx);
      if (!user || !assigned.some(({ user_id }) => user_id === user.id)) {
        throw new Refused('DENIED', 'Only users assigned to an open incident may attach a person.');
      }
      const rows = assigned.map((row) => attached(row, personId, now));
      await this.drawn.keep(rows, tx);
      await this.audit.write('city', entryOf(incidentNo, user.id), tx);
    });
  }
}

const attached = (row: RelationRow, personId: string, now: Date): RelationRow => ({
  ...row,
  relation_id: `${row.relation_id}|${personId}`,
  person_id: personId,
  information_classes: null,
  valid_from: now,
  recorded_at: now,
  reason: 'attached',
});

const entryOf = (incidentNo: string, userId: string) => ({
  actor: { user: userId },
  action: 'person-attached',
  context: { incident: incidentNo },
});
