import type { OwnerPermit, PermittedRecord, RecordKeys, ServiceView } from '@continuum/contracts';
import type { Call, ServiceClient } from '@continuum/service-kit';

/** Cases, referrals, cards, alerts and the directory. */
export class ReferralClient {
  constructor(private readonly referral: ServiceClient) {}

  /** Records and elements are those of the permit: nothing else is said. */
  read({ permit }: OwnerPermit, userToken: string): Promise<PermittedRecord[]> {
    return this.referral.json('/internal/read', { method: 'POST', permit, userToken });
  }

  /** Keys of what the user takes part in, without content: something to ask a decision about. */
  async keys(dataset: 'mdt' | 'rfrl', userToken: string): Promise<readonly string[]> {
    const path = `/internal/record-keys/${dataset}`;
    return (await this.referral.json<RecordKeys>(path, { userToken })).recordKeys;
  }

  services(query: Readonly<Record<string, string>>, userToken: string): Promise<ServiceView[]> {
    return this.referral.json(`/v1/services?${new URLSearchParams(query).toString()}`, {
      userToken,
    });
  }

  list<T>(path: string, call: Call): Promise<T> {
    return this.referral.json(path, call);
  }

  /** A command on its way to the one that keeps the thing. */
  command<T>(path: string, call: Call): Promise<T> {
    return this.referral.json(path, { method: 'POST', ...call });
  }

  /** Open until either side ends it. */
  stream(path: string, call: Call, signal: AbortSignal): Promise<Response> {
    return this.referral.fetch(path, call, signal);
  }
}
