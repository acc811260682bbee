import {
  createParamDecorator,
  Injectable,
  SetMetadata,
  type CanActivate,
  type ExecutionContext,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { Refused } from '@continuum/contracts';
import type { FastifyRequest } from 'fastify';
import { TokenVerifier, type Claims } from './token-verifier.js';

/** Who calls: a service or source by its client id, and the user it calls for. */
export interface CallerIdentity {
  readonly service?: string;
  readonly user?: { readonly id: string; readonly authTime?: Date; readonly mfa: boolean };
  /** The user's token as it came, for the next service. */
  readonly userToken?: string;
}

interface WithCaller {
  caller?: CallerIdentity;
}

export const Caller = createParamDecorator(
  (_: unknown, context: ExecutionContext): CallerIdentity => {
    const { caller } = context.switchToHttp().getRequest<WithCaller>();
    if (!caller) throw new Refused('TOKEN_MISSING', 'A token is needed.');
    return caller;
  },
);

const SERVICES = 'continuum:services';
/** Only these services may call; without it any service token of the right audience may. */
export const ServicesOnly = (...services: string[]) => SetMetadata(SERVICES, services);

/** Whose tokens a service takes: other services' (with the user's beside it), or the user's own, at the gateway. */
export abstract class Door {
  abstract readonly audience: string;
  abstract readonly takes: 'services' | 'users';
}

export const USER_AUDIENCE = 'continuum';

/** Every route of every service: no token, no answer. */
@Injectable()
export class CallerGuard implements CanActivate {
  constructor(
    private readonly tokens: TokenVerifier,
    private readonly reflector: Reflector,
    private readonly door: Door,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getType() !== 'http') return true;
    const request = context.switchToHttp().getRequest<FastifyRequest & WithCaller>();
    const claims = await this.tokens.verify(
      bearer(request.headers.authorization),
      this.door.audience,
    );
    const caller =
      this.door.takes === 'users'
        ? { user: userOf(claims), userToken: bearer(request.headers.authorization) }
        : { service: clientOf(claims), ...(await this.userBeside(request)) };
    this.mayEnter(context, caller);
    request.caller = caller;
    return true;
  }

  private async userBeside(
    request: FastifyRequest,
  ): Promise<Pick<CallerIdentity, 'user' | 'userToken'>> {
    const userToken = request.headers['continuum-user-token'];
    if (typeof userToken !== 'string') return {};
    return { user: userOf(await this.tokens.verify(userToken, USER_AUDIENCE)), userToken };
  }

  private mayEnter(context: ExecutionContext, { service }: CallerIdentity) {
    const allowed = this.reflector.getAllAndOverride<string[] | undefined>(SERVICES, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (allowed && !allowed.includes(service ?? '')) {
      throw new Refused('SERVICE_NOT_ALLOWED', 'This route is not for this service.');
    }
  }
}

function bearer(header: string | undefined): string {
  const token = /^Bearer (\S+)$/.exec(header ?? '')?.[1];
  if (!token) throw new Refused('TOKEN_MISSING', 'A bearer token is needed in Authorization.');
  return token;
}

function userOf({ sub, auth_time, amr }: Claims): NonNullable<CallerIdentity['user']> {
  if (!sub) throw new Refused('TOKEN_INVALID', 'The token names no user.');
  return {
    id: sub,
    ...(auth_time === undefined ? {} : { authTime: new Date(auth_time * 1000) }),
    mfa: amr?.includes('mfa') ?? false,
  };
}

function clientOf({ client_id }: Claims): string {
  if (!client_id) throw new Refused('TOKEN_INVALID', 'The token names no client.');
  return client_id;
}
