import { Module, type DynamicModule, type Provider } from '@nestjs/common';
import { AccessModule } from '@continuum/access';
import { PersonReviewRaisedV1, PersonReviewResolvedV1 } from '@continuum/contracts';
import { MessagingModule, type KafkaPort } from '@continuum/messaging';
import {
  Clock,
  DatabaseModule,
  ServiceClient,
  ServiceModule,
  ServiceTokens,
} from '@continuum/service-kit';
import { CountingClient } from './clients/counting.client.js';
import type { ReportingConfig } from './config.js';
import { ActivityRecordedHandler } from './inbound/activity-recorded.handler.js';
import { CityDay } from './inbound/city-day.js';
import { Comparison } from './inbound/comparison.js';
import { OwnerPermits } from './inbound/owner-permits.js';
import { Crossings } from './inbound/crossings.js';
import { CustodyChangedHandler } from './inbound/custody-changed.handler.js';
import { FeedAdvancedHandler } from './inbound/feed-advanced.handler.js';
import { LaterFactHandler } from './inbound/later-fact.handler.js';
import { MonthlyReportController } from './inbound/monthly-report.controller.js';
import { MonthlyReports } from './inbound/monthly-reports.js';
import { PersonMergedHandler } from './inbound/person-merged.handler.js';
import { PersonSplitHandler } from './inbound/person-split.handler.js';
import { PublicationJob } from './inbound/publication.job.js';
import { Publication } from './inbound/publication.js';
import { PublishedMonths } from './inbound/published-months.js';
import { Publisher, PublisherSettings } from './inbound/publisher.js';
import { RecordAssignedHandler } from './inbound/record-assigned.handler.js';
import { RecordWithdrawnHandler } from './inbound/record-withdrawn.handler.js';
import { Recounting } from './inbound/recounting.js';
import { Reproduction } from './inbound/reproduction.js';
import { RecountJob } from './inbound/recount.job.js';
import { Recount } from './inbound/recount.js';
import { SnapshotController } from './inbound/snapshot.controller.js';
import { UtilisationController } from './inbound/utilisation.controller.js';
import { ContactRowRepository } from './store/contact-row.repository.js';
import { databaseOptions } from './store/data-source.js';
import { DirtyPersonRepository } from './store/dirty-person.repository.js';
import { ErasureRepository } from './store/erasure.repository.js';
import { FeedRepository } from './store/feed.repository.js';
import { HfuStatusRepository } from './store/hfu-status.repository.js';
import { KnownPersonRepository } from './store/known-person.repository.js';
import { LinkRepository } from './store/link.repository.js';
import { LoadRepository } from './store/load.repository.js';
import { MonthlyFiguresRepository } from './store/monthly-figures.repository.js';
import { PersonFactRepository } from './store/person-fact.repository.js';
import { PersonRepository } from './store/person.repository.js';
import { QueryRunRepository } from './store/query-run.repository.js';
import { RecordFactRepository } from './store/record-fact.repository.js';
import { RecordRepository } from './store/record.repository.js';
import { ShareChangeRepository } from './store/share-change.repository.js';
import { SnapshotRepository } from './store/snapshot.repository.js';
import { StagingRepository } from './store/staging.repository.js';

/** A test passes its own. */
interface GivenParts {
  readonly clock?: Clock;
  readonly port?: KafkaPort;
}

/** Identity-service is given this long to say whose a record is. */
const PATIENCE_S = 60;

/** Questions about identity become facts when there are measures of them. */
const IGNORED = [PersonReviewRaisedV1, PersonReviewResolvedV1];

@Module({})
export class AppModule {
  static with(config: ReportingConfig, { clock, port }: GivenParts = {}): DynamicModule {
    const messaging = { config, ignore: IGNORED, ...(port && { port }) };
    return {
      module: AppModule,
      imports: [
        ServiceModule.with({ service: 'reporting-service', config, ...(clock && { clock }) }),
        DatabaseModule.with(databaseOptions(config)),
        MessagingModule.with(messaging),
        AccessModule.with(config),
      ],
      controllers: [
        ...handlers,
        MonthlyReportController,
        SnapshotController,
        UtilisationController,
      ],
      providers: [...providers, ...configured(config)],
    };
  }
}

const handlers = [
  ActivityRecordedHandler,
  CustodyChangedHandler,
  RecordWithdrawnHandler,
  RecordAssignedHandler,
  PersonMergedHandler,
  PersonSplitHandler,
  FeedAdvancedHandler,
  LaterFactHandler,
];

const providers: Provider[] = [
  Recount,
  RecountJob,
  Crossings,
  OwnerPermits,
  MonthlyReports,
  PublishedMonths,
  Publication,
  Comparison,
  Recounting,
  Reproduction,
  Publisher,
  PublicationJob,
  ContactRowRepository,
  FeedRepository,
  HfuStatusRepository,
  KnownPersonRepository,
  LinkRepository,
  LoadRepository,
  MonthlyFiguresRepository,
  PersonFactRepository,
  PersonRepository,
  QueryRunRepository,
  RecordFactRepository,
  RecordRepository,
  ShareChangeRepository,
  SnapshotRepository,
  StagingRepository,
];

const configured = ({ cityTimeZone, tombstoneKey, ...config }: ReportingConfig): Provider[] => [
  {
    provide: CityDay,
    useFactory: (clock: Clock) => new CityDay(clock, cityTimeZone),
    inject: [Clock],
  },
  { provide: DirtyPersonRepository, useFactory: () => new DirtyPersonRepository(PATIENCE_S) },
  { provide: ErasureRepository, useFactory: () => new ErasureRepository(tombstoneKey) },
  {
    provide: CountingClient,
    useFactory: (tokens: ServiceTokens) =>
      new CountingClient(new ServiceClient('consent-service', config.consentUrl, tokens)),
    inject: [ServiceTokens],
  },
  {
    provide: PublisherSettings,
    useValue: new PublisherSettings(config.publishAs, config.compareEveryS),
  },
];
