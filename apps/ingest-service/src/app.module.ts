import { Module, type DynamicModule } from '@nestjs/common';
import { AccessModule } from '@continuum/access';
import { MessagingModule, type KafkaPort } from '@continuum/messaging';
import { DatabaseModule, ServiceModule, type Clock } from '@continuum/service-kit';
import { Intake } from './actions/intake.js';
import { RowKeeper } from './actions/row-keeper.js';
import { Submissions } from './actions/submissions.js';
import type { IngestConfig } from './config.js';
import { FeedController } from './inbound/feed.controller.js';
import { HourlySubmissionJob } from './inbound/hourly-submission.job.js';
import { SourcePipe } from './inbound/of-source.js';
import { PermittedReadController } from './inbound/permitted-read.controller.js';
import { RecordStreamController } from './inbound/record-stream.controller.js';
import { RecordController } from './inbound/record.controller.js';
import { RejectController } from './inbound/reject.controller.js';
import { SubmissionController } from './inbound/submission.controller.js';
import { databaseOptions, SERVICE_NAME } from './store/data-source.js';
import { FeedRepository } from './store/feed.repository.js';
import { PermittedFieldRepository } from './store/permitted-field.repository.js';
import { RecordRepository } from './store/record.repository.js';
import { RejectRepository } from './store/reject.repository.js';
import { ServedDepartments } from './store/served-departments.js';
import { Sources } from './store/sources.js';
import { SubmissionRepository } from './store/submission.repository.js';

/** What a test gives in place of the real thing. */
export interface Given {
  readonly clock?: Clock;
  readonly port?: KafkaPort;
}

@Module({})
export class AppModule {
  static with(config: IngestConfig, { clock, port }: Given = {}): DynamicModule {
    const sources = {
      file: config.sourcesFile,
      timeZone: config.cityTimeZone,
      referenceKey: config.referenceKey,
      departments: config.departments,
    };
    return {
      module: AppModule,
      imports: [
        ServiceModule.with({ service: SERVICE_NAME, config, ...(clock && { clock }) }),
        DatabaseModule.with(databaseOptions(config)),
        MessagingModule.with({ config, ...(port && { port }) }),
        AccessModule.with({ consentUrl: config.consentUrl }),
      ],
      controllers: [
        RecordController,
        RecordStreamController,
        SubmissionController,
        RejectController,
        FeedController,
        PermittedReadController,
      ],
      providers: [
        { provide: Sources, useFactory: () => new Sources(sources) },
        { provide: ServedDepartments, useFactory: () => new ServedDepartments(config.departments) },
        Intake,
        RowKeeper,
        Submissions,
        HourlySubmissionJob,
        SourcePipe,
        RecordRepository,
        SubmissionRepository,
        RejectRepository,
        FeedRepository,
        PermittedFieldRepository,
      ],
    };
  }
}
