import type { Decision, OwnerPermit, PermittedRecord } from '@continuum/contracts';
import type { IngestClient } from './ingest.client.js';
import type { ReferralClient } from './referral.client.js';

type Elements = PermittedRecord['elements'];

/** Permitted fields from whoever keeps them. */
export class Owners {
  constructor(
    private readonly ingest: IngestClient,
    private readonly referral: ReferralClient,
  ) {}

  /** Only owners of something shown are asked: a silent record causes no call. */
  async read(decision: Decision, userToken: string): Promise<ReadonlyMap<string, Elements>> {
    const shown = decision.sources.filter((source) => source.shown.length > 0);
    const owners = new Set(shown.map(({ department }) => department));
    const permits = decision.permits.filter(({ owner }) => owners.has(owner));
    const records = await Promise.all(permits.map((permit) => this.from(permit, userToken)));
    return new Map(records.flat().map(({ recordKey, elements }) => [recordKey, elements]));
  }

  private from(permit: OwnerPermit, userToken: string): Promise<PermittedRecord[]> {
    switch (permit.audience) {
      case 'ingest-service':
        return this.ingest.read(permit, userToken);
      case 'referral-service':
        return this.referral.read(permit, userToken);
      default:
        return Promise.resolve([]);
    }
  }
}
