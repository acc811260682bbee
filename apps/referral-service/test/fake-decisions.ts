import { Refused } from '@continuum/contracts';
import type { Receivable } from '../src/clients/decision.client.js';
import type { Alert } from '../src/domain/alert.js';
import type { DisclosureDecision } from '../src/domain/referral-guards.js';
import type { Referral } from '../src/domain/referral.js';

/** Consent-service by the word of a test: permits all, or nothing, or does not answer. */
export class FakeDecisions {
  answers: 'yes' | 'no' | 'nothing' = 'yes';
  asked = 0;

  mayTell({ discloses }: Referral): Promise<DisclosureDecision> {
    const isPermitted = this.isPermitted();
    return Promise.resolve({
      decisionId: 'd1',
      purpose: 'CARE_COORD',
      permitted: isPermitted ? discloses : [],
      withheld: isPermitted ? [] : discloses,
    });
  }

  mayCoordinate(): Promise<string> {
    if (!this.isPermitted()) throw new Refused('NOT_COVERED', 'No.');
    return Promise.resolve('d1');
  }

  mayReceive(alerts: readonly Alert[]): Promise<Receivable> {
    const alertIds = this.isPermitted() ? alerts.map(({ alertId }) => alertId) : [];
    return Promise.resolve({ decisionId: 'd1', alertIds: new Set(alertIds) });
  }

  private isPermitted(): boolean {
    this.asked += 1;
    if (this.answers === 'nothing') throw new Refused('DECISION_UNAVAILABLE', 'Nobody decides.');
    return this.answers === 'yes';
  }
}
