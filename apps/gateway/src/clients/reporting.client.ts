import type { OwnerPermit, UtilisationView } from '@continuum/contracts';
import type { ServiceClient } from '@continuum/service-kit';
import { permitFor } from './permit-for.js';

/** Counts; how a person's count came about only to whom may read what was counted. */
export class ReportingClient {
  constructor(private readonly reporting: ServiceClient) {}

  /** The file as it was made, JSON or CSV. */
  monthly(
    query: Readonly<Record<string, string>>,
    permits: readonly OwnerPermit[],
    userToken: string,
  ): Promise<Response> {
    const permit = permitFor('reporting-service', permits);
    const path = `/v1/reports/monthly?${new URLSearchParams(query).toString()}`;
    return this.reporting.fetch(path, { permit, userToken });
  }

  /** How the count of a person's contact episodes comes about. */
  utilisation(
    personId: string,
    query: Readonly<Record<string, string>>,
    permits: readonly OwnerPermit[],
    userToken: string,
  ): Promise<UtilisationView> {
    const call = { permit: permitFor('reporting-service', permits), userToken };
    const path = `/v1/persons/${personId}/utilisation?${new URLSearchParams(query).toString()}`;
    return this.reporting.json(path, call);
  }
}
