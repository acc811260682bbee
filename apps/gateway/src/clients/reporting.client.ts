import type { OwnerPermit } from '@continuum/contracts';
import type { ServiceClient } from '@continuum/service-kit';

/** Counts, never people. */
export class ReportingClient {
  constructor(private readonly reporting: ServiceClient) {}

  /** The file as it was made, JSON or CSV. */
  monthly(
    query: Readonly<Record<string, string>>,
    permits: readonly OwnerPermit[],
    userToken: string,
  ): Promise<Response> {
    const permit = permits.find(({ audience }) => audience === 'reporting-service')?.permit;
    const path = `/v1/reports/monthly?${new URLSearchParams(query).toString()}`;
    return this.reporting.fetch(path, { permit, userToken });
  }
}
