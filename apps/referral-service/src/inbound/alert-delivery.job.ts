import { Inject, Injectable } from '@nestjs/common';
import { AlertDeliveredV1 } from '@continuum/contracts';
import { publish } from '@continuum/messaging';
import { alertChange } from '../actions/alert-event.js';
import type { CaseHome } from '../actions/case-event.js';
import { DecisionClient } from '../clients/decision.client.js';
import { ALERT_KINDS, nextAttempt, type Alert } from '../domain/alert.js';
import { DAY_MS } from '../domain/business-time.js';
import {
  AlertRepository,
  type PendingDelivery,
  type Recipient,
} from '../store/alert.repository.js';
import { AudienceRepository } from '../store/audience.repository.js';
import { CASE_HOME } from '../tokens.js';
import { JobOptions } from './job-options.js';
import { Job } from './job.js';

const AT_ONCE = 50;

/** Alerts on their way: whom they go to and whether they may is decided now, for each. No decision, no alert. */
@Injectable()
export class AlertDeliveryJob extends Job {
  constructor(
    private readonly alerts: AlertRepository,
    private readonly audience: AudienceRepository,
    private readonly decisions: DecisionClient,
    @Inject(CASE_HOME) private readonly home: CaseHome,
    options: JobOptions,
  ) {
    super(options);
  }

  override async turn(): Promise<void> {
    const { manager } = this.dataSource;
    const now = this.clock.now();
    const raised = await this.alerts.raisedSince(new Date(+now - DAY_MS), manager);
    const audiences = await Promise.all(raised.map((alert) => this.audienceOf(alert)));
    await this.alerts.address(audiences.flat(), now, manager);
    const pending = await this.alerts.pending(now, AT_ONCE, manager);
    const byId = new Map(raised.map((alert) => [alert.alertId, alert]));
    for (const delivery of pending) {
      const alert = byId.get(delivery.alertId);
      if (alert) await this.deliver(alert, delivery, now);
    }
  }

  private async audienceOf(alert: Alert): Promise<Recipient[]> {
    const { audience } = ALERT_KINDS[alert.code];
    const found = await Promise.all(
      audience.map(async (role) => {
        const userIds = await this.audience.of(role, alert, this.home, this.dataSource.manager);
        return userIds.map((userId) => ({ alertId: alert.alertId, userId, role }));
      }),
    );
    return found.flat();
  }

  private async deliver(alert: Alert, delivery: PendingDelivery, now: Date): Promise<void> {
    const { userId, role, attempts } = delivery;
    const to = { onBehalfOf: userId };
    const { decisionId, alertIds } = await this.decisions.mayReceive([alert], role, to);
    if (!alertIds.has(alert.alertId)) {
      const next = nextAttempt(attempts, now);
      return this.alerts.markRefused(delivery, next, this.dataSource.manager);
    }
    await this.dataSource.transaction(async (tx) => {
      await this.alerts.lockDeliveries(tx);
      const current = await this.alerts.lock(alert.alertId, tx);
      const sent = { decisionId, at: now };
      if (!(await this.alerts.markSent(delivery, sent, tx))) return;
      const next = { ...current, version: current.version + 1, at: now };
      await this.alerts.save([next], tx);
      const by = { actorRole: 'X', channel: 'stream' };
      await publish(tx, AlertDeliveredV1, [alertChange(next, by, this.home)]);
    });
  }
}
