import { Controller, Get, ParseUUIDPipe, Query } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Source } from '../domain/source.js';
import { RejectRepository, type Reject } from '../store/reject.repository.js';
import { OfSource } from './of-source.js';

const PAGE = 200;
const OptionalUuid = new ParseUUIDPipe({ optional: true });

/** Rows that were not taken in, for their owner to mend. */
@Controller('v1/rejects')
export class RejectController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly rejects: RejectRepository,
  ) {}

  @Get()
  list(
    @OfSource() source: Source,
    @Query('submission', OptionalUuid) submissionId?: string,
    @Query('before', OptionalUuid) before?: string,
  ): Promise<Reject[]> {
    const filter = {
      ...(submissionId === undefined ? {} : { submissionId }),
      ...(before === undefined ? {} : { before }),
      limit: PAGE,
    };
    return this.rejects.list(source, filter, this.dataSource.manager);
  }
}
