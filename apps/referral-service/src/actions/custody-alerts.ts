import { Inject, Injectable } from '@nestjs/common';
import { AlertEndedV1, AlertRaisedV1 } from '@continuum/contracts';
import { publish } from '@continuum/messaging';
import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { alertsDue, endWithCustody, raise, type Alert } from '../domain/alert.js';
import { isInCustody } from '../domain/custody.js';
import { AlertRepository } from '../store/alert.repository.js';
import { MdtCaseRepository } from '../store/mdt-case.repository.js';
import { CASE_HOME } from '../tokens.js';
import { alertChange } from './alert-event.js';
import type { CaseHome } from './case-event.js';
import type { CustodyCause, Stays } from './follow-custody.js';

/** Alerts that custody raises and ends. To whom they go is decided when they are sent. */
@Injectable()
export class CustodyAlerts {
  constructor(
    private readonly alerts: AlertRepository,
    private readonly cases: MdtCaseRepository,
    @Inject(CASE_HOME) private readonly home: CaseHome,
  ) {}

  async follow(stays: Stays, why: CustodyCause, tx: EntityManager): Promise<void> {
    const known = await this.alerts.ofPersons(stays.personIds, tx);
    const cases = await this.cases.ofPersons(stays.personIds, tx);
    const raised = stays.personIds.flatMap((personId) => {
      const due = alertsDue({
        stays: stays.of(personId),
        cases: cases.get(personId) ?? [],
        known: known.get(personId) ?? [],
        hasCrossed: why.crossed?.has(personId) ?? false,
      });
      return due.map(({ code, episode, caseId }) =>
        raise({ alertId: randomUUID(), code, episode, caseId, personId }, why.at),
      );
    });
    const ended = stays.personIds
      .filter((personId) => !isInCustody(stays.of(personId)))
      .flatMap((personId) => known.get(personId) ?? [])
      .flatMap((alert) => endWithCustody(alert, why.at) ?? []);

    await this.alerts.save([...raised, ...ended], tx);
    const change = (alert: Alert) =>
      alertChange(alert, { actorRole: 'X', cause: why.cause }, this.home);
    await publish(tx, AlertRaisedV1, raised.map(change));
    await publish(tx, AlertEndedV1, ended.map(change));
  }
}
