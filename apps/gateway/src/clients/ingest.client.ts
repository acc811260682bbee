import type { OwnerPermit, PermittedRecord } from '@continuum/contracts';
import { ServiceClient, type ServiceTokens } from '@continuum/service-kit';

const SERVICE = 'ingest-service';

/** Each department's records, wherever its ingest-service runs. */
export class IngestClient {
  constructor(
    private readonly urls: Readonly<Record<string, string>>,
    private readonly tokens: ServiceTokens,
  ) {}

  /** Records and elements are those of the permit: nothing else is said. */
  read({ owner, permit }: OwnerPermit, userToken: string): Promise<PermittedRecord[]> {
    const call = { method: 'POST', permit, userToken } as const;
    return this.of(owner).json('/internal/records/read', call);
  }

  private of(department: string): ServiceClient {
    const url = Object.hasOwn(this.urls, department) ? this.urls[department] : this.urls['*'];
    if (!url) throw new Error('A department has no ingest-service: see INGEST_URLS.');
    return new ServiceClient(SERVICE, url, this.tokens);
  }
}
