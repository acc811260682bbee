import { Controller } from '@nestjs/common';
import { RecordWithdrawnV1 } from '@continuum/contracts';
import { done, newestPerKey, OnEvents, type Batch, type Outcome } from '@continuum/messaging';
import { AccessChanges } from '../actions/access-changes.js';
import { MovedRecords } from '../actions/moved-records.js';
import { RecordFactRepository } from '../store/facts/record-fact.repository.js';

/** Voided, sealed or purged: from here on nothing of it is shown, and it relates nobody. */
@Controller()
export class RecordWithdrawnHandler {
  constructor(
    private readonly records: RecordFactRepository,
    private readonly moved: MovedRecords,
    private readonly changes: AccessChanges,
  ) {}

  @OnEvents(RecordWithdrawnV1)
  async handle(events: RecordWithdrawnV1[], { tx }: Batch): Promise<Outcome[]> {
    const withdrawals = newestPerKey(events).map(({ data }) => ({
      record_key: data.recordKey,
      reason: data.reason,
      record_version: data.recordVersion,
    }));
    const moved = await this.records.withdraw(withdrawals, tx);
    await this.changes.ofRecords(
      moved.flatMap(({ personIds }) => personIds),
      tx,
    );
    await this.moved.tellDependants(moved, tx);
    return events.map(done);
  }
}
