import { Inject, Injectable } from '@nestjs/common';
import {
  AlertAcknowledgedV1,
  Refused,
  type AcknowledgeAlert,
  type AlertView,
  type CommandAnswer,
} from '@continuum/contracts';
import { publish } from '@continuum/messaging';
import { DataSource, type EntityManager } from 'typeorm';
import { DecisionClient } from '../clients/decision.client.js';
import { acknowledge, ALERT_KINDS, type Alert, type AlertRole } from '../domain/alert.js';
import { AlertRepository, type SentAlert } from '../store/alert.repository.js';
import { CASE_HOME } from '../tokens.js';
import { alertChange } from './alert-event.js';
import type { CaseHome } from './case-event.js';
import { checkVersion, CommandDoor } from './command-door.js';

interface Reader {
  readonly userId: string;
  readonly userToken: string;
}

/** Alerts that were sent to a user, as far as a decision of this minute lets them know. */
@Injectable()
export class AlertDesk {
  constructor(
    private readonly dataSource: DataSource,
    private readonly door: CommandDoor,
    private readonly alerts: AlertRepository,
    private readonly decisions: DecisionClient,
    @Inject(CASE_HOME) private readonly home: CaseHome,
  ) {}

  async list({ userId, userToken }: Reader): Promise<AlertView[]> {
    const sent = await this.alerts.sentTo(userId, this.dataSource.manager);
    const permitted = new Set<string>();
    for (const [role, ofRole] of Map.groupBy(sent, (alert) => alert.role)) {
      const { alertIds } = await this.decisions.mayReceive(ofRole, role, { userToken });
      for (const alertId of alertIds) permitted.add(alertId);
    }
    return sent.filter(({ alertId }) => permitted.has(alertId)).map(viewOf);
  }

  acknowledge(alertId: string, body: AcknowledgeAlert, reader: Reader): Promise<CommandAnswer> {
    const { userId } = reader;
    const command = { commandId: body.commandId, userId, body: { alertId, ...body } };
    return this.door.once(command, async (tx, now) => {
      const { alert, role } = await this.theirs(alertId, userId, tx);
      checkVersion(alert.version, body.expectedVersion);
      const next = acknowledge(alert, now);
      if (!next) throw new Refused('WRONG_STATE', `The alert is ${alert.state}; permitted: none.`);
      await this.alerts.save([next], tx);
      const change = alertChange(next, { actorRole: role }, this.home);
      await publish(tx, AlertAcknowledgedV1, [change]);
      return { id: alertId, version: next.version, state: next.state };
    });
  }

  private async theirs(
    alertId: string,
    userId: string,
    tx: EntityManager,
  ): Promise<{ alert: Alert; role: AlertRole }> {
    const alert = await this.alerts.lock(alertId, tx);
    const role = await this.alerts.roleOf(alertId, userId, tx);
    if (!role) throw new Refused('NOT_FOUND', 'There is no such alert.');
    return { alert, role };
  }
}

const viewOf = (alert: SentAlert): AlertView => ({
  alertId: alert.alertId,
  version: alert.version,
  code: alert.code,
  severity: ALERT_KINDS[alert.code].severity,
  state: alert.state,
  personId: alert.personId ?? '',
  caseId: alert.caseId,
  raisedAt: alert.raisedAt.toISOString(),
});
