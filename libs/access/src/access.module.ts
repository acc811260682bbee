import { Module, type DynamicModule } from '@nestjs/common';
import type { PermitRecords } from '@continuum/contracts';
import { Clock, ServiceClient, ServiceTokens } from '@continuum/service-kit';
import type { JSONWebKeySet } from 'jose';
import { PermitPipe } from './needs-permit.js';
import { PermitKeys } from './permit-keys.js';
import { PermitVerifier } from './permit-verifier.js';

/** For a service that serves what permits name: `@NeedsPermit()` with the keys of the consent-service at this URL. */
@Module({})
export class AccessModule {
  static with({ consentUrl }: { readonly consentUrl: string }): DynamicModule {
    const verifier = {
      provide: PermitVerifier,
      useFactory: (tokens: ServiceTokens, clock: Clock) => {
        const consent = new ServiceClient('consent-service', consentUrl, tokens);
        const fetchKeys = () => consent.json<JSONWebKeySet>('/v1/permit-keys');
        const fetchRecords = (id: string) => consent.json<PermitRecords>(`/v1/permits/${id}`);
        return new PermitVerifier(new PermitKeys(fetchKeys, clock), clock, fetchRecords);
      },
      inject: [ServiceTokens, Clock],
    };
    return {
      module: AccessModule,
      global: true,
      providers: [verifier, PermitPipe],
      exports: [verifier, PermitPipe],
    };
  }
}
