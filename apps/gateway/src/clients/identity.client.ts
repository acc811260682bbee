import type {
  Candidates,
  ExplainPair,
  OwnerPermit,
  PairSubject,
  SearchPersons,
  SearchPlan,
} from '@continuum/contracts';
import type { ServiceClient } from '@continuum/service-kit';
import { permitFor } from './permit-for.js';

/** Who is who: candidates within a signed scope, and why records are one person. */
export class IdentityClient {
  constructor(private readonly identity: ServiceClient) {}

  search(
    body: SearchPersons,
    { permit }: Pick<SearchPlan, 'permit'>,
    userToken: string,
  ): Promise<Candidates> {
    return this.identity.json('/v1/search', { method: 'POST', body, permit, userToken });
  }

  /** Whose two records are, without content: something to ask a decision about. */
  async pairSubject({ left, right, asOf }: ExplainPair, userToken: string): Promise<PairSubject> {
    const query = new URLSearchParams({ left, right, ...(asOf && { asOf }) });
    return this.identity.json(`/internal/pair-subjects?${query.toString()}`, { userToken });
  }

  /** Under the permit that consent-service made for identity-service; without it nothing is told. */
  told(path: string, permits: readonly OwnerPermit[], userToken: string): Promise<object> {
    return this.identity.json(path, { permit: permitFor('identity-service', permits), userToken });
  }

  explainPair(body: ExplainPair, permits: readonly OwnerPermit[], userToken: string) {
    const permit = permitFor('identity-service', permits);
    const call = { method: 'POST', body, permit, userToken } as const;
    return this.identity.json<object>('/v1/explanations/pair', call);
  }
}
