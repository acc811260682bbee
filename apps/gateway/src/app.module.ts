import { Module, type DynamicModule, type Provider } from '@nestjs/common';
import {
  ServiceClient,
  ServiceModule,
  ServiceTokens,
  USER_AUDIENCE,
  type Clock,
} from '@continuum/service-kit';
import { ConsentClient } from './clients/consent.client.js';
import { DecisionClient } from './clients/decision.client.js';
import { IdentityClient } from './clients/identity.client.js';
import { IngestClient } from './clients/ingest.client.js';
import { LedgerClient } from './clients/ledger.client.js';
import { Owners } from './clients/owners.js';
import { ModelClient } from './clients/model.client.js';
import { ReferralClient } from './clients/referral.client.js';
import { ReportingClient } from './clients/reporting.client.js';
import { ReviewClient } from './clients/review.client.js';
import type { GatewayConfig } from './config.js';
import { AlertController } from './inbound/care/alert.controller.js';
import { CaseController } from './inbound/care/case.controller.js';
import { CorrectionController } from './inbound/care/correction.controller.js';
import { ReferralController } from './inbound/care/referral.controller.js';
import { ServiceController } from './inbound/care/service.controller.js';
import { ConsentController } from './inbound/consent/consent.controller.js';
import { DecisionController } from './inbound/decision/decision.controller.js';
import { UnderDecision } from './inbound/decision/under-decision.js';
import { ApiDocument, DocumentController } from './inbound/document/document.controller.js';
import { GuidesController } from './inbound/guides/guides.controller.js';
import { IncidentController } from './inbound/guides/incident.controller.js';
import { LedgerController } from './inbound/ledger/ledger.controller.js';
import { ModelController } from './inbound/model/model.controller.js';
import { ExplanationController } from './inbound/person/explanation.controller.js';
import { PersonSearch } from './inbound/person/person-search.js';
import { PersonController } from './inbound/person/person.controller.js';
import { SearchController } from './inbound/person/search.controller.js';
import { ReportController } from './inbound/report/report.controller.js';
import { JudgementController } from './inbound/review/judgement.controller.js';
import { ReviewController } from './inbound/review/review.controller.js';
import { Reviews } from './inbound/review/reviews.js';
import { SnapshotController } from './inbound/report/snapshot.controller.js';
import { UtilisationController } from './inbound/report/utilisation.controller.js';

export const GATEWAY = 'gateway';

@Module({})
export class AppModule {
  static with(config: GatewayConfig, { clock }: { readonly clock?: Clock } = {}): DynamicModule {
    const door = { audience: USER_AUDIENCE, takes: 'users' } as const;
    return {
      module: AppModule,
      imports: [ServiceModule.with({ service: GATEWAY, config, door, ...(clock && { clock }) })],
      controllers: [
        PersonController,
        SearchController,
        ExplanationController,
        GuidesController,
        IncidentController,
        CaseController,
        ReferralController,
        ServiceController,
        AlertController,
        CorrectionController,
        ConsentController,
        LedgerController,
        ReportController,
        SnapshotController,
        UtilisationController,
        ReviewController,
        JudgementController,
        ModelController,
        DecisionController,
        DocumentController,
      ],
      providers: [...clients(config), ...paths, ApiDocument],
    };
  }
}

function clients(config: GatewayConfig): Provider[] {
  const of = <T>(type: new (client: ServiceClient) => T, service: string, url: string) => ({
    provide: type,
    useFactory: (tokens: ServiceTokens) => new type(new ServiceClient(service, url, tokens)),
    inject: [ServiceTokens],
  });
  return [
    of(DecisionClient, 'consent-service', config.consentUrl),
    of(ConsentClient, 'consent-service', config.consentUrl),
    of(LedgerClient, 'consent-service', config.consentUrl),
    of(IdentityClient, 'identity-service', config.identityUrl),
    of(ReviewClient, 'identity-service', config.identityUrl),
    of(ModelClient, 'identity-service', config.identityUrl),
    of(ReferralClient, 'referral-service', config.referralUrl),
    of(ReportingClient, 'reporting-service', config.reportingUrl),
    {
      provide: IngestClient,
      useFactory: (tokens: ServiceTokens) => new IngestClient(config.ingestUrls, tokens),
      inject: [ServiceTokens],
    },
  ];
}

const paths: Provider[] = [
  {
    provide: Owners,
    useFactory: (ingest: IngestClient, referral: ReferralClient) => new Owners(ingest, referral),
    inject: [IngestClient, ReferralClient],
  },
  {
    provide: UnderDecision,
    useFactory: (decisions: DecisionClient, owners: Owners) => new UnderDecision(decisions, owners),
    inject: [DecisionClient, Owners],
  },
  {
    provide: PersonSearch,
    useFactory: (decisions: DecisionClient, identity: IdentityClient, under: UnderDecision) =>
      new PersonSearch(decisions, identity, under),
    inject: [DecisionClient, IdentityClient, UnderDecision],
  },
  {
    provide: Reviews,
    useFactory: (reviews: ReviewClient, under: UnderDecision) => new Reviews(reviews, under),
    inject: [ReviewClient, UnderDecision],
  },
];
