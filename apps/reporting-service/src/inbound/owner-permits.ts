import { Injectable } from '@nestjs/common';
import { PermitPipe } from '@continuum/access';
import { Refused, type PermitClaims } from '@continuum/contracts';
import type { CallerIdentity } from '@continuum/service-kit';

/** The mart holds what many departments own: the header carries one permit per owner, separated by commas. */
@Injectable()
export class OwnerPermits {
  constructor(private readonly permits: PermitPipe) {}

  /** @throws Refused NO_DECISION without a permit in force for this user, service and caller */
  async read(header: string | undefined, caller: CallerIdentity): Promise<PermitClaims[]> {
    const sent = (header ?? '').split(',').map((permit) => permit.trim());
    const permits = await Promise.all(
      sent.map((permit) => this.permits.transform({ permit, caller })),
    );
    const owners = new Set(permits.map(({ owner }) => owner));
    if (owners.size < permits.length) {
      throw new Refused('BAD_REQUEST', 'There are two permits of one owner.');
    }
    return permits;
  }
}
