import { Injectable } from '@nestjs/common';
import {
  Refused,
  type Decision,
  type DecisionContext,
  type DecisionRequest,
} from '@continuum/contracts';
import { ServiceClient, Unavailable } from '@continuum/service-kit';
import type { Alert, AlertRole } from '../domain/alert.js';
import { ALERT_KINDS, PURPOSE_OF } from '../domain/alert.js';
import type { Service } from '../domain/directory.js';
import type { MdtCase } from '../domain/mdt-case.js';
import type { Subject } from '../domain/person-ref.js';
import type { DisclosureDecision } from '../domain/referral-guards.js';
import type { Referral } from '../domain/referral.js';

/** For whom it is asked: the user who is here, or one named by us. */
export interface Asker {
  readonly purpose: string;
  readonly context?: DecisionContext;
  readonly userToken?: string | undefined;
  readonly onBehalfOf?: string;
}

/** Present with a token, or named by us. */
export type Recipient = { readonly userToken: string } | { readonly onBehalfOf: string };

export interface Receivable {
  readonly decisionId: string;
  readonly alertIds: ReadonlySet<string>;
}

/** Consent-service, before anything leaves this service. */
@Injectable()
export class DecisionClient {
  constructor(private readonly consent: ServiceClient) {}

  /** May this provider be told all that the referral discloses? */
  async mayTell(
    referral: Referral,
    { recipient, department, organizationId }: Service,
    asker: Asker,
  ): Promise<DisclosureDecision> {
    const decision = await this.decide(asker, {
      ...about(referral),
      action: 'share-on',
      elements: [...referral.discloses],
      recipient: recipient === 'department' ? { department } : { organization: organizationId },
    });
    const permitted = shown(decision.sources);
    const withheld = decision.sources.flatMap((source) =>
      source.withheld.map(({ element }) => element),
    );
    const { decisionId } = decision;
    return { decisionId, purpose: asker.purpose, permitted, withheld: [...new Set(withheld)] };
  }

  /** May the lead coordinate this person's care? Without a yes nobody is enrolled. */
  async mayCoordinate(mdtCase: MdtCase, asker: Asker): Promise<string> {
    const decision = await this.decide(asker, {
      ...about(mdtCase),
      action: 'read',
      elements: ['mdt.status'],
    });
    if (!shown(decision.sources).includes('mdt.status')) {
      throw new Refused('NOT_COVERED', 'No decision covers coordinating care for this person.');
    }
    return decision.decisionId;
  }

  /** Which of these alerts may this recipient know of? Decided for the recipient's purpose. */
  async mayReceive(alerts: readonly Alert[], role: AlertRole, to: Recipient): Promise<Receivable> {
    const persons = alerts.flatMap((alert) =>
      alert.personId && !alert.isPersonUncertain ? [alert.personId] : [],
    );
    if (persons.length === 0) return { decisionId: '', alertIds: new Set() };
    const elements = [...new Set(alerts.flatMap(({ code }) => ALERT_KINDS[code].tells))];
    const asker = { purpose: PURPOSE_OF[role], ...to };
    const decision = await this.decide(asker, {
      persons: [...new Set(persons)],
      action: 'read',
      elements,
    });
    const known = alerts.filter(({ code, personId, isPersonUncertain }) => {
      const permitted = shown(decision.sources.filter((source) => source.personId === personId));
      const { tells } = ALERT_KINDS[code];
      return !isPersonUncertain && tells.every((element) => permitted.includes(element));
    });
    const alertIds = new Set(known.map(({ alertId }) => alertId));
    return { decisionId: decision.decisionId, alertIds };
  }

  private async decide(
    { purpose, context, userToken, onBehalfOf }: Asker,
    question: Pick<DecisionRequest, 'action' | 'persons' | 'recordKeys' | 'elements' | 'recipient'>,
  ): Promise<Decision> {
    const body = {
      ...question,
      purpose,
      capabilities: [],
      ...(context ? { context } : {}),
      ...(onBehalfOf ? { onBehalfOf } : {}),
    };
    try {
      return await this.consent.json<Decision>('/v1/decisions', {
        method: 'POST',
        body,
        userToken,
      });
    } catch (error) {
      if (!(error instanceof Unavailable)) throw error;
      throw new Refused('DECISION_UNAVAILABLE', 'Nothing was changed: nobody could decide.');
    }
  }
}

/** Somebody not yet linked is judged by the sender's own record. */
const about = ({ personId, anchorRecordKey }: Subject) =>
  personId ? { persons: [personId] } : { recordKeys: anchorRecordKey ? [anchorRecordKey] : [] };

const shown = (sources: Decision['sources']): string[] => [
  ...new Set(
    sources.flatMap((source) =>
      source.shown.filter(({ transform }) => transform === 'SHOW').map(({ element }) => element),
    ),
  ),
];
