import { Injectable } from '@nestjs/common';
import { Refused, type WrongViewReader, type WrongViewReport } from '@continuum/contracts';
import type { CallerIdentity } from '@continuum/service-kit';
import { DataSource } from 'typeorm';
import { Pseudonyms } from '../store/ledger/pseudonym.js';
import { AuditLog } from './audit-log.js';
import { sightOf } from './ledger-sight.js';
import { StaffDesk } from './staff-desk.js';
import { WrongViews, type WrongView } from './wrong-views.js';

/** Where privacy officers, and owners for their own data, learn who read what was wrongly one person's. */
@Injectable()
export class WrongViewDesk {
  constructor(
    private readonly dataSource: DataSource,
    private readonly views: WrongViews,
    private readonly staff: StaffDesk,
    private readonly audit: AuditLog,
    private readonly pseudonyms: Pseudonyms,
  ) {}

  async readersOf(personId: string, caller: CallerIdentity): Promise<WrongViewReport> {
    return this.dataSource.transaction(async (tx) => {
      const sight = sightOf(await this.staff.seatsOf(caller, tx));
      if (!sight || !caller.user) throw new Refused('NOT_FOUND', 'There is no such report.');
      const views = await this.views.of(personId, tx);
      const seen = views.filter(({ owners }) =>
        owners.some((department) => sight.sees({ department })),
      );
      const look = {
        actor: { user: caller.user.id },
        action: 'list-wrong-views',
        subjectPseudonym: this.pseudonyms.of(personId),
        outcome: 'PERMIT',
        reasonCodes: [],
      };
      await this.audit.write('city', look, tx);
      return { personId, readers: seen.map(readerOf) };
    });
  }
}

const readerOf = ({ decision, ...part }: WrongView): WrongViewReader => ({
  decisionId: decision.decisionId,
  userId: decision.userId,
  department: part.actingAs.department,
  role: part.actingAs.role,
  purpose: decision.request.purpose ?? '',
  action: decision.request.action,
  decidedAt: decision.decidedAt.toISOString(),
  releasedAt: decision.releasedAt?.toISOString() ?? null,
  recipient:
    decision.request.recipient?.department ?? decision.request.recipient?.organization ?? null,
  personId: part.personId,
  recordKeys: part.recordKeys,
  datasets: part.datasets,
  elements: part.elements,
});
