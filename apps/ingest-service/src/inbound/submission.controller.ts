import { Controller, Get, Param } from '@nestjs/common';
import { IdPipe } from '@continuum/service-kit';
import { DataSource } from 'typeorm';
import type { Receipt } from '../domain/keeping/submission.js';
import type { Source } from '../domain/source.js';
import { SubmissionRepository } from '../store/submission.repository.js';
import { OfSource } from './of-source.js';

const NEWEST = 100;

/** Receipts of the caller's own source. */
@Controller('v1/submissions')
export class SubmissionController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly submissions: SubmissionRepository,
  ) {}

  @Get()
  list(@OfSource() source: Source): Promise<Receipt[]> {
    return this.submissions.newest(source, NEWEST, this.dataSource.manager);
  }

  @Get(':submissionId')
  show(
    @OfSource() source: Source,
    @Param('submissionId', IdPipe) submissionId: string,
  ): Promise<Receipt> {
    return this.submissions.get(source, submissionId, this.dataSource.manager);
  }
}
