import type { OwnerPermit } from '@continuum/contracts';

/** What a service is shown, in one header: of several owners where the answer reaches over departments. */
export const permitFor = (service: string, permits: readonly OwnerPermit[]): string | undefined =>
  permits
    .filter(({ audience }) => audience === service)
    .map(({ permit }) => permit)
    .join(',') || undefined;
