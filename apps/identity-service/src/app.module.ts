import { Module, type DynamicModule, type Provider } from '@nestjs/common';
import { AccessModule } from '@continuum/access';
import { MessagingModule, type MessagingOptions } from '@continuum/messaging';
import { DatabaseModule, ServiceModule, type Clock } from '@continuum/service-kit';
import { DataSource } from 'typeorm';
import { Aftermath } from './actions/aftermath.js';
import { Bell } from './actions/bell.js';
import { JudgementDesk } from './actions/judgement-desk.js';
import { ModelDesk } from './actions/model-desk.js';
import { ModelProcess } from './actions/model-process.js';
import { PersonDesk } from './actions/person-desk.js';
import { Preparation } from './actions/preparation.js';
import { Relink } from './actions/relink.js';
import { ResolveBatch } from './actions/resolve-batch.js';
import { Resolver } from './actions/resolver.js';
import { ReviewDesk } from './actions/review-desk.js';
import { ReviewReader } from './actions/review-reader.js';
import type { IdentityConfig } from './config.js';
import { ExplanationController } from './inbound/explanation.controller.js';
import { JudgementController } from './inbound/judgement.controller.js';
import { JudgementSubjectController } from './inbound/judgement-subject.controller.js';
import { ModelController } from './inbound/model.controller.js';
import { PairSubjectController } from './inbound/pair-subject.controller.js';
import { PersonController } from './inbound/person.controller.js';
import { RecordController } from './inbound/record.controller.js';
import { ReviewBacklogJob } from './inbound/review-backlog.job.js';
import { ReviewController } from './inbound/review.controller.js';
import { ReviewSubjectController } from './inbound/review-subject.controller.js';
import { ResolverJob } from './inbound/resolver.job.js';
import { SearchController } from './inbound/search.controller.js';
import { SubjectReportedHandler } from './inbound/subject-reported.handler.js';
import { ActivationRepository } from './store/activation.repository.js';
import { ChangesRepository } from './store/changes/changes.repository.js';
import { IntakeRepository } from './store/intake.repository.js';
import { JobRepository } from './store/job.repository.js';
import { LeaseRepository } from './store/lease.repository.js';
import { Engines } from './store/engines.js';
import { startingEngine } from './store/lists.js';
import { migrations } from './store/migrations/index.js';
import { PersonRepository } from './store/person.repository.js';
import { ReviewRepository } from './store/review.repository.js';
import { SourceRepository } from './store/source.repository.js';

export const IDENTITY_SERVICE = 'identity-service';

export interface GivenParts {
  readonly clock?: Clock;
  readonly port?: MessagingOptions['port'];
}

@Module({})
export class AppModule {
  static with(config: IdentityConfig, { clock, port }: GivenParts = {}): DynamicModule {
    const service = IDENTITY_SERVICE;
    return {
      module: AppModule,
      imports: [
        ServiceModule.with({ service, config, ...(clock && { clock }) }),
        DatabaseModule.with({
          service,
          url: config.databaseUrl,
          pool: config.databasePool,
          migrations,
          isPipelined: true,
        }),
        MessagingModule.with({ config, ...(port && { port }) }),
        AccessModule.with({ consentUrl: config.consentUrl }),
      ],
      controllers: [
        SubjectReportedHandler,
        SearchController,
        PersonController,
        RecordController,
        ExplanationController,
        JudgementController,
        ReviewController,
        ReviewSubjectController,
        JudgementSubjectController,
        PairSubjectController,
        ModelController,
      ],
      providers: [
        ...parts(config),
        ResolverJob,
        ReviewBacklogJob,
        Bell,
        JudgementDesk,
        Aftermath,
        ReviewDesk,
        ReviewReader,
        Relink,
        ResolveBatch,
        ...repositories,
      ],
    };
  }
}

const repositories = [
  ActivationRepository,
  ChangesRepository,
  IntakeRepository,
  JobRepository,
  LeaseRepository,
  PersonRepository,
  ReviewRepository,
  SourceRepository,
];

function parts(config: IdentityConfig): Provider[] {
  const engines = new Engines(startingEngine());
  const secret = config.identitySecret;
  const lists = {
    secret,
    genericAddresses: new Set(config.genericAddresses),
    genericPhones: new Set(config.genericPhones),
  };
  const { batchSteps: size, leaseMs } = config;
  return [
    { provide: Preparation, useFactory: () => new Preparation(lists) },
    {
      provide: PersonDesk,
      useFactory: (persons: PersonRepository, dataSource: DataSource) =>
        new PersonDesk(persons, engines, dataSource),
      inject: [PersonRepository, DataSource],
    },
    {
      provide: ModelDesk,
      useFactory: (
        dataSource: DataSource,
        jobs: JobRepository,
        activations: ActivationRepository,
        { run }: ModelProcess,
      ) => new ModelDesk(dataSource, jobs, activations, { engines, run }),
      inject: [DataSource, JobRepository, ActivationRepository, ModelProcess],
    },
    { provide: ModelProcess, useFactory: () => new ModelProcess(config) },
    {
      provide: Resolver,
      useFactory: (
        dataSource: DataSource,
        leases: LeaseRepository,
        batch: ResolveBatch,
        relink: Relink,
      ) => new Resolver(dataSource, leases, batch, relink, { secret, size, leaseMs, engines }),
      inject: [DataSource, LeaseRepository, ResolveBatch, Relink],
    },
  ];
}
