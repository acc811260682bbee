import type {
  Decision,
  DecisionRequest,
  SearchPlan,
  SearchPlanRequest,
} from '@continuum/contracts';
import type { ServiceClient } from '@continuum/service-kit';

/** Consent-service as the one that decides. */
export class DecisionClient {
  constructor(private readonly consent: ServiceClient) {}

  decide(body: DecisionRequest, userToken: string): Promise<Decision> {
    return this.consent.json('/v1/decisions', { method: 'POST', body, userToken });
  }

  /** Right before bytes leave. Refused with STALE_EPOCH when something changed since the decision. */
  async release(decisionId: string, userToken: string): Promise<void> {
    await this.consent.json(`/v1/decisions/${decisionId}/release`, { method: 'POST', userToken });
  }

  planSearch(body: SearchPlanRequest, userToken: string): Promise<SearchPlan> {
    return this.consent.json('/v1/search-plans', { method: 'POST', body, userToken });
  }

  explanation(decisionId: string, userToken: string): Promise<object> {
    return this.consent.json(`/v1/decisions/${decisionId}/explanation`, { userToken });
  }
}
