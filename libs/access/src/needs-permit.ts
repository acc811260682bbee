import {
  createParamDecorator,
  Inject,
  Injectable,
  type ExecutionContext,
  type PipeTransform,
} from '@nestjs/common';
import { Refused, type PermitClaims } from '@continuum/contracts';
import { SERVICE, type CallerIdentity } from '@continuum/service-kit';
import { PermitVerifier } from './permit-verifier.js';

interface Sent {
  readonly permit: string | undefined;
  readonly caller: CallerIdentity | undefined;
}

/** Turns the header into claims. A permit serves only the service it was given to, for the user it was given for. */
@Injectable()
export class PermitPipe implements PipeTransform<Sent, Promise<PermitClaims>> {
  constructor(
    private readonly permits: PermitVerifier,
    @Inject(SERVICE) private readonly service: string,
  ) {}

  async transform({ permit, caller }: Sent): Promise<PermitClaims> {
    const claims = await this.permits.verifyPermit(permit, { audience: this.service });
    if (claims.caller !== caller?.service || claims.sub !== caller.user?.id) {
      throw new Refused('NO_DECISION', 'This permit was given to somebody else.');
    }
    return claims;
  }
}

const SentPermit = createParamDecorator((_: unknown, context: ExecutionContext): Sent => {
  const request = context
    .switchToHttp()
    .getRequest<{ headers: Record<string, string | undefined>; caller?: CallerIdentity }>();
  return { permit: request.headers['continuum-permit'], caller: request.caller };
});

/** `read(@NeedsPermit() permit: PermitClaims)`: the verified permit of the request; without one, `NO_DECISION`. */
export const NeedsPermit = () => SentPermit(PermitPipe);
