import type { Candidates, OwnerPermit, SearchPersons, SearchPlan } from '@continuum/contracts';
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

  /** Under the permit that consent-service made for identity-service; without it nothing is explained. */
  explanation(personId: string, permits: readonly OwnerPermit[], userToken: string) {
    const call = { permit: permitFor('identity-service', permits), userToken };
    return this.identity.json<object>(`/v1/persons/${personId}/explanation`, call);
  }
}
