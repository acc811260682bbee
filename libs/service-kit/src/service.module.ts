import { Module, type DynamicModule, type Provider } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, Reflector } from '@nestjs/core';
import type { Logger } from 'pino';
import { DataSource } from 'typeorm';
import { CallerGuard, Door } from './caller.js';
import { Clock, SystemClock } from './clock.js';
import { Health, HealthServer } from './health.js';
import { Issuer } from './issuer.js';
import { createLogger } from './logger.js';
import { RefusedFilter } from './refused.filter.js';
import type { ServiceConfig } from './service-settings.js';
import { ServiceTokens } from './service-tokens.js';
import { TokenVerifier } from './token-verifier.js';

/** Injection token of the pino logger. */
export const LOGGER = Symbol('logger');
/** Injection token of the service's name: client id, consumer group and audience. */
export const SERVICE = Symbol('service');

export interface ServiceOptions {
  readonly service: string;
  readonly config: ServiceConfig;
  /** A test passes its own. */
  readonly clock?: Clock;
  readonly door?: Door;
}

/** What every service has: clock, logger, caller identity, errors, health, tokens for calling others. */
@Module({})
export class ServiceModule {
  static with({ service, config, clock, door }: ServiceOptions): DynamicModule {
    const given: Provider[] = [
      { provide: SERVICE, useValue: service },
      { provide: Clock, useValue: clock ?? new SystemClock() },
      { provide: Issuer, useValue: new Issuer(config.oidcIssuer) },
      { provide: LOGGER, useValue: createLogger(service, config.logLevel) },
      { provide: Door, useValue: door ?? { audience: service, takes: 'services' } },
      Health,
    ];
    const made: Provider[] = [
      provide(TokenVerifier, [Issuer, Clock]),
      {
        provide: ServiceTokens,
        useFactory: (issuer: Issuer, at: Clock) =>
          new ServiceTokens(issuer, { id: service, secret: config.clientSecret }, at),
        inject: [Issuer, Clock],
      },
      {
        provide: HealthServer,
        useFactory: (health: Health, dataSource?: DataSource) =>
          new HealthServer(health, { port: config.healthPort, host: config.host }, dataSource),
        inject: [Health, { token: DataSource, optional: true }],
      },
      {
        provide: APP_GUARD,
        useFactory: (tokens: TokenVerifier, reflector: Reflector, at: Door) =>
          new CallerGuard(tokens, reflector, at),
        inject: [TokenVerifier, Reflector, Door],
      },
      {
        provide: APP_FILTER,
        useFactory: (logger: Logger) => new RefusedFilter(logger),
        inject: [LOGGER],
      },
    ];
    return {
      module: ServiceModule,
      global: true,
      providers: [...given, ...made],
      exports: [SERVICE, Clock, Issuer, LOGGER, Door, Health, TokenVerifier, ServiceTokens],
    };
  }
}

function provide(
  type: new (...parts: never[]) => object,
  inject: (abstract new (...parts: never[]) => object)[],
): Provider {
  const make = type as new (...parts: unknown[]) => object;
  return { provide: type, useFactory: (...parts: unknown[]) => new make(...parts), inject };
}
