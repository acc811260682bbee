import { Controller } from '@nestjs/common';
import { RecordWithdrawnV1 } from '@continuum/contracts';
import { done, OnEvents, refused, type Batch, type Outcome } from '@continuum/messaging';
import { RecordRepository } from '../store/record.repository.js';
import { idOf } from '../store/staging.repository.js';
import { RecountJob } from './recount.job.js';

@Controller()
export class RecordWithdrawnHandler {
  constructor(
    private readonly records: RecordRepository,
    private readonly recount: RecountJob,
  ) {}

  @OnEvents(RecordWithdrawnV1)
  async handle(events: RecordWithdrawnV1[], { tx }: Batch): Promise<Outcome[]> {
    const withdrawals = events.map(({ data }) => data);
    const voided = withdrawals.filter(({ reason }) => reason === 'voided');
    const erased = withdrawals.filter(({ reason }) => reason !== 'voided');
    const conflicts = await this.records.void(voided, tx);
    await this.records.erase(newestOfEach(erased), tx);
    this.recount.wake();
    return withdrawals.map((withdrawal) =>
      conflicts.has(idOf(withdrawal)) ? refused('VERSION_CONFLICT') : done(),
    );
  }
}

function newestOfEach(erased: readonly RecordWithdrawnV1['data'][]) {
  const byVersion = erased.toSorted((a, b) => a.recordVersion - b.recordVersion);
  return [...new Map(byVersion.map((one) => [one.recordKey, one])).values()];
}
