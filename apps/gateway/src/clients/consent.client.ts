import type {
  AttachPerson,
  ConsentList,
  ConsentView,
  RecordConsent,
  RevocationView,
  RevokeConsent,
  VerifyConsent,
} from '@continuum/contracts';
import type { Call, ServiceClient } from '@continuum/service-kit';

/** Consent-service as the one that keeps forms. */
export class ConsentClient {
  constructor(private readonly consent: ServiceClient) {}

  record(body: RecordConsent, call: Call): Promise<ConsentView> {
    return this.consent.json('/v1/consents', { ...call, method: 'POST', body });
  }

  /** Of one person, as far as the user's department is the discloser. */
  list(personId: string, call: Call): Promise<ConsentList> {
    return this.consent.json(`/v1/consents?personId=${personId}`, call);
  }

  verify(consentId: string, body: VerifyConsent, call: Call): Promise<ConsentView> {
    const path = `/v1/consents/${consentId}/verification`;
    return this.consent.json(path, { ...call, method: 'POST', body });
  }

  revoke(consentId: string, body: RevokeConsent, call: Call): Promise<RevocationView> {
    const path = `/v1/consents/${consentId}/revocations`;
    return this.consent.json(path, { ...call, method: 'POST', body });
  }

  /** Somebody met at an incident. */
  async attach(incidentNo: string, body: AttachPerson, call: Call): Promise<void> {
    const path = `/v1/incidents/${encodeURIComponent(incidentNo)}/persons`;
    await this.consent.json(path, { ...call, method: 'POST', body });
  }
}
