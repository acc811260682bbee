import type { ReaderNoticeList, WrongViewReport } from '@continuum/contracts';
import type { Call, ServiceClient } from '@continuum/service-kit';

/** Consent-service as the one that keeps the ledger. */
export class LedgerClient {
  constructor(private readonly consent: ServiceClient) {}

  wrongViews(personId: string, call: Call): Promise<WrongViewReport> {
    return this.consent.json(`/v1/reports/wrong-views/${personId}`, call);
  }

  notices(call: Call): Promise<ReaderNoticeList> {
    return this.consent.json('/v1/notices', call);
  }

  async acknowledge(decisionId: string, call: Call): Promise<void> {
    await this.consent.json(`/v1/notices/${decisionId}/acknowledgement`, {
      ...call,
      method: 'POST',
    });
  }
}
