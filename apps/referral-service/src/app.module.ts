import { Module, type DynamicModule } from '@nestjs/common';
import { AccessModule } from '@continuum/access';
import { MessagingModule, type KafkaPort } from '@continuum/messaging';
import {
  Clock,
  DatabaseModule,
  LOGGER,
  ServiceClient,
  ServiceModule,
  ServiceTokens,
} from '@continuum/service-kit';
import type { Logger } from 'pino';
import { DataSource } from 'typeorm';
import { AlertDesk } from './actions/alert-desk.js';
import { CaseAccess } from './actions/case-access.js';
import { CaseDesk } from './actions/case-desk.js';
import type { CaseHome } from './actions/case-event.js';
import { CaseSteps } from './actions/case-steps.js';
import { ServiceCloser } from './actions/close-service.js';
import { CommandDoor } from './actions/command-door.js';
import { CorrectionDesk } from './actions/correction-desk.js';
import { Corrections } from './actions/corrections.js';
import { CustodyAlerts } from './actions/custody-alerts.js';
import { CustodyHolds } from './actions/custody-holds.js';
import { CrossedPersons } from './actions/crossed-persons.js';
import { Directory } from './actions/directory.js';
import { CustodyFollower } from './actions/follow-custody.js';
import { Nominator } from './actions/nominator.js';
import { PermittedReader } from './actions/permitted-reader.js';
import { Places } from './actions/places.js';
import { ReferralAccess } from './actions/referral-access.js';
import { ReferralDesk } from './actions/referral-desk.js';
import { ReferralSteps } from './actions/referral-steps.js';
import { DecisionClient } from './clients/decision.client.js';
import { calendarOf, type ReferralConfig } from './config.js';
import { ignoredEvents } from './ignored-events.js';
import { AccessChangedHandler } from './inbound/access-changed.handler.js';
import { ActivityRecordedHandler } from './inbound/activity-recorded.handler.js';
import { AlertDeliveryJob } from './inbound/alert-delivery.job.js';
import { AlertStreamController } from './inbound/alert-stream.controller.js';
import { AlertController } from './inbound/alert.controller.js';
import { CaseController } from './inbound/case.controller.js';
import { CorrectionController } from './inbound/correction.controller.js';
import { CorrectionJob } from './inbound/correction.job.js';
import { CustodyChangedHandler } from './inbound/custody-changed.handler.js';
import { InternalReadController } from './inbound/internal-read.controller.js';
import { JobOptions } from './inbound/job-options.js';
import { PersonMergedHandler } from './inbound/person-merged.handler.js';
import { PersonSplitHandler } from './inbound/person-split.handler.js';
import { RecheckJob } from './inbound/recheck.job.js';
import { RecordAssignedHandler } from './inbound/record-assigned.handler.js';
import { RecordWithdrawnHandler } from './inbound/record-withdrawn.handler.js';
import { ReferralController } from './inbound/referral.controller.js';
import { ReportHfuCrossedHandler } from './inbound/report-hfu-crossed.handler.js';
import { ServiceController } from './inbound/service.controller.js';
import { TeamController } from './inbound/team.controller.js';
import { TimerJob } from './inbound/timer.job.js';
import { ActivityRepository } from './store/activity.repository.js';
import { AlertRepository } from './store/alert.repository.js';
import { AudienceRepository } from './store/audience.repository.js';
import { CareTeamRepository } from './store/care-team.repository.js';
import { CommandLogRepository } from './store/command-log.repository.js';
import { CorrectedThingRepository } from './store/corrected-thing.repository.js';
import { CorrectionRepository } from './store/correction.repository.js';
import { CrossingRepository } from './store/crossing.repository.js';
import { CustodyRepository } from './store/custody.repository.js';
import { migrations } from './store/data-source.js';
import { DirectoryRepository } from './store/directory.repository.js';
import { FieldCardRepository } from './store/field-card.repository.js';
import { MdtCaseRepository } from './store/mdt-case.repository.js';
import { PermittedRecordRepository } from './store/permitted-record.repository.js';
import { PersonRepository } from './store/person.repository.js';
import { RecheckRepository } from './store/recheck.repository.js';
import { ReferralRepository } from './store/referral.repository.js';
import { TeamRepository } from './store/team.repository.js';
import { TimerRepository } from './store/timer.repository.js';
import { CALENDAR, CASE_HOME, DIRECTORY_CLIENTS, PUBLIC_LINE } from './tokens.js';

export const SERVICE_NAME = 'referral-service';

const controllers = [
  AlertController,
  AlertStreamController,
  CaseController,
  CorrectionController,
  ReferralController,
  ServiceController,
  TeamController,
  InternalReadController,
];
export const handlers = [
  AccessChangedHandler,
  ActivityRecordedHandler,
  CustodyChangedHandler,
  PersonMergedHandler,
  PersonSplitHandler,
  RecordAssignedHandler,
  RecordWithdrawnHandler,
  ReportHfuCrossedHandler,
];
export const jobs = [AlertDeliveryJob, CorrectionJob, RecheckJob, TimerJob];
export const actions = [
  AlertDesk,
  CaseAccess,
  CaseDesk,
  CaseSteps,
  CommandDoor,
  CorrectionDesk,
  Corrections,
  CrossedPersons,
  CustodyAlerts,
  CustodyFollower,
  CustodyHolds,
  Directory,
  Nominator,
  PermittedReader,
  Places,
  ReferralAccess,
  ReferralDesk,
  ReferralSteps,
  ServiceCloser,
];
export const repositories = [
  ActivityRepository,
  AlertRepository,
  AudienceRepository,
  CareTeamRepository,
  CommandLogRepository,
  CorrectedThingRepository,
  CorrectionRepository,
  CrossingRepository,
  CustodyRepository,
  DirectoryRepository,
  FieldCardRepository,
  MdtCaseRepository,
  PermittedRecordRepository,
  PersonRepository,
  RecheckRepository,
  ReferralRepository,
  TeamRepository,
  TimerRepository,
];

/** What a test gives in place of the real one. */
export interface GivenParts {
  readonly clock?: Clock;
  readonly port?: KafkaPort;
}

@Module({})
export class AppModule {
  static with(config: ReferralConfig, { clock, port }: GivenParts = {}): DynamicModule {
    return {
      module: AppModule,
      imports: [
        ServiceModule.with({ service: SERVICE_NAME, config, ...(clock ? { clock } : {}) }),
        DatabaseModule.with({
          service: SERVICE_NAME,
          url: config.databaseUrl,
          pool: config.databasePool,
          migrations,
        }),
        MessagingModule.with({ config, ignore: ignoredEvents, ...(port ? { port } : {}) }),
        AccessModule.with({ consentUrl: config.consentUrl }),
      ],
      controllers: [...controllers, ...handlers],
      providers: [...jobs, ...actions, ...repositories, ...settingsOf(config)],
    };
  }
}

const settingsOf = (config: ReferralConfig) => [
  { provide: CALENDAR, useValue: calendarOf(config) },
  { provide: CASE_HOME, useValue: homeOf(config) },
  { provide: PUBLIC_LINE, useValue: config.publicLine },
  { provide: DIRECTORY_CLIENTS, useValue: config.directoryClients },
  {
    provide: JobOptions,
    useFactory: (dataSource: DataSource, clock: Clock, logger: Logger) =>
      new JobOptions(dataSource, clock, logger, config.jobEveryMs),
    inject: [DataSource, Clock, LOGGER],
  },
  {
    provide: DecisionClient,
    useFactory: (tokens: ServiceTokens) =>
      new DecisionClient(new ServiceClient('consent-service', config.consentUrl, tokens)),
    inject: [ServiceTokens],
  },
];

const homeOf = (config: ReferralConfig): CaseHome => ({
  programme: config.programme,
  department: config.programmeDepartment,
  zone: config.cityTimeZone,
});
