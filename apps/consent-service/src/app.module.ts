import { Module, type DynamicModule, type Provider } from '@nestjs/common';
import { MessagingModule, type MessagingOptions } from '@continuum/messaging';
import { DatabaseModule, ServiceModule, type Clock } from '@continuum/service-kit';
import { AccessChanges } from './actions/access-changes.js';
import { AuditSigner } from './actions/audit-signer.js';
import { Checkpointer } from './actions/checkpointer.js';
import { AuditLog } from './actions/audit-log.js';
import { CareRecords } from './actions/care-records.js';
import { CorrectedRelations } from './actions/corrected-relations.js';
import { ConsentDesk } from './actions/consent-desk.js';
import { ConsentList } from './actions/consent-list.js';
import { ConsentNews } from './actions/consent-news.js';
import { DecisionTaker } from './actions/decision-taker.js';
import { DrawnRelations } from './actions/drawn-relations.js';
import { Explainer } from './actions/explainer.js';
import { IncidentDesk } from './actions/incident-desk.js';
import { MovedRecords } from './actions/moved-records.js';
import { PermitSigner } from './actions/permit-signer.js';
import { PolicyDesk } from './actions/policy-desk.js';
import { ReaderNoticeWriter } from './actions/reader-notice-writer.js';
import { ReaderNotices } from './actions/reader-notices.js';
import { RelationDesk } from './actions/relation-desk.js';
import { Releaser } from './actions/releaser.js';
import { StaffDesk } from './actions/staff-desk.js';
import { WrongViewDesk } from './actions/wrong-view-desk.js';
import { WrongViews } from './actions/wrong-views.js';
import type { ConsentServiceConfig } from './config.js';
import { CareTeamChangedHandler } from './inbound/care-team-changed.handler.js';
import { CaseHandler } from './inbound/case.handler.js';
import { ConsentController } from './inbound/consent.controller.js';
import { CorrectionHandler } from './inbound/correction.handler.js';
import { CustodyChangedHandler } from './inbound/custody-changed.handler.js';
import { DecisionController } from './inbound/decision.controller.js';
import { IncidentRecordedHandler } from './inbound/incident-recorded.handler.js';
import { NoticeController } from './inbound/notice.controller.js';
import { PermitController } from './inbound/permit.controller.js';
import { PersonMergedHandler } from './inbound/person-merged.handler.js';
import { PersonSplitHandler } from './inbound/person-split.handler.js';
import { PolicySetController } from './inbound/policy-set.controller.js';
import { AuditCheckpointJob, type CheckpointSettings } from './inbound/audit-checkpoint.job.js';
import { ReaderNoticeJob } from './inbound/reader-notice.job.js';
import { RecordAssignedHandler } from './inbound/record-assigned.handler.js';
import { RecordWithdrawnHandler } from './inbound/record-withdrawn.handler.js';
import { ReferralHandler } from './inbound/referral.handler.js';
import { RelationController } from './inbound/relation.controller.js';
import { SearchPlanController } from './inbound/search-plan.controller.js';
import { WrongViewController } from './inbound/wrong-view.controller.js';
import { ignoredEvents } from './ignored-events.js';
import { ConsentRepository } from './store/consent/consent.repository.js';
import { consentServiceMigrations } from './store/data-source.js';
import { EpochRepository } from './store/epoch.repository.js';
import { FactsRepository } from './store/facts/facts.repository.js';
import { PastLinkRepository } from './store/facts/past-link.repository.js';
import { PersonRepository } from './store/facts/person.repository.js';
import { RecordFactRepository } from './store/facts/record-fact.repository.js';
import { RelationRepository } from './store/facts/relation.repository.js';
import { RosterRepository } from './store/facts/roster.repository.js';
import { UserRepository } from './store/facts/user.repository.js';
import { CheckpointFolder } from './clients/checkpoint-folder.js';
import { CheckpointRepository } from './store/ledger/checkpoint.repository.js';
import { AuditRepository } from './store/ledger/audit.repository.js';
import { DecisionRepository } from './store/ledger/decision.repository.js';
import { LedgerRepository } from './store/ledger/ledger.repository.js';
import { ReaderNoticeRepository } from './store/ledger/reader-notice.repository.js';
import { Pseudonyms } from './store/ledger/pseudonym.js';
import { PermitKeyRepository } from './store/permit/permit-key.repository.js';
import { PermitRepository } from './store/permit/permit.repository.js';
import { PolicyRepository } from './store/policy/policy.repository.js';
import { PolicySetRepository } from './store/policy/policy-set.repository.js';
import {
  CHECKPOINT_SETTINGS,
  ON_BEHALF_SERVICES,
  POLICY_SETTINGS,
  type PolicySettings,
} from './tokens.js';

export const CONSENT_SERVICE = 'consent-service';

export interface GivenParts {
  readonly clock?: Clock;
  readonly port?: MessagingOptions['port'];
}

@Module({})
export class AppModule {
  static with(config: ConsentServiceConfig, given: GivenParts = {}): DynamicModule {
    const service = CONSENT_SERVICE;
    const { clock, port } = given;
    return {
      module: AppModule,
      imports: [
        ServiceModule.with({ service, config, ...(clock && { clock }) }),
        DatabaseModule.with({
          service,
          url: config.databaseUrl,
          pool: config.databasePool,
          migrations: consentServiceMigrations,
        }),
        MessagingModule.with({ config, ignore: ignoredEvents, ...(port && { port }) }),
      ],
      controllers: [...controllers, ...handlers],
      providers: [
        AuditCheckpointJob,
        ReaderNoticeJob,
        ...actions,
        ...repositories,
        ...settings(config),
      ],
    };
  }
}

const controllers = [
  DecisionController,
  SearchPlanController,
  PermitController,
  ConsentController,
  RelationController,
  PolicySetController,
  WrongViewController,
  NoticeController,
];

const handlers = [
  RecordAssignedHandler,
  PersonMergedHandler,
  PersonSplitHandler,
  CareTeamChangedHandler,
  CaseHandler,
  ReferralHandler,
  CorrectionHandler,
  CustodyChangedHandler,
  IncidentRecordedHandler,
  RecordWithdrawnHandler,
];

const actions = [
  AccessChanges,
  AuditLog,
  CareRecords,
  Checkpointer,
  ConsentDesk,
  ConsentList,
  ConsentNews,
  CorrectedRelations,
  DecisionTaker,
  DrawnRelations,
  Explainer,
  IncidentDesk,
  MovedRecords,
  PolicyDesk,
  ReaderNoticeWriter,
  ReaderNotices,
  RelationDesk,
  Releaser,
  StaffDesk,
  WrongViewDesk,
  WrongViews,
];

const repositories = [
  AuditRepository,
  CheckpointRepository,
  ConsentRepository,
  DecisionRepository,
  EpochRepository,
  FactsRepository,
  LedgerRepository,
  PermitKeyRepository,
  PastLinkRepository,
  PermitRepository,
  PersonRepository,
  PolicyRepository,
  PolicySetRepository,
  ReaderNoticeRepository,
  RecordFactRepository,
  RelationRepository,
  RosterRepository,
  UserRepository,
];

function settings(config: ConsentServiceConfig): Provider[] {
  const policy: PolicySettings = {
    isLive: config.cityMode === 'live',
    allowsSampleLaw: config.legalApproval === 'sample',
  };
  return [
    { provide: PermitSigner, useFactory: () => PermitSigner.of(config.permitKey) },
    { provide: AuditSigner, useFactory: () => AuditSigner.of(config.auditKey) },
    { provide: CHECKPOINT_SETTINGS, useValue: checkpointSettings(config) },
    { provide: Pseudonyms, useValue: new Pseudonyms(config.pseudonymKey) },
    { provide: ON_BEHALF_SERVICES, useValue: config.onBehalfServices },
    { provide: POLICY_SETTINGS, useValue: policy },
  ];
}

const checkpointSettings = ({
  checkpointEveryS,
  checkpointsDir,
}: ConsentServiceConfig): CheckpointSettings => ({
  everyMs: checkpointEveryS * 1000,
  ...(checkpointsDir && { folder: new CheckpointFolder(checkpointsDir) }),
});
