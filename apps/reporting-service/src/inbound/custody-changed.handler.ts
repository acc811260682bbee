import { Controller } from '@nestjs/common';
import { CustodyChangedV1 } from '@continuum/contracts';
import { done, OnEvents, type Batch, type Outcome } from '@continuum/messaging';
import { RecordRepository } from '../store/record.repository.js';

/** Stays are read off bookings; their changes are kept for the facts of the jail clinician's work. */
@Controller()
export class CustodyChangedHandler {
  constructor(private readonly records: RecordRepository) {}

  @OnEvents(CustodyChangedV1)
  async handle(events: CustodyChangedV1[], { tx }: Batch): Promise<Outcome[]> {
    await this.records.keep(events, tx);
    return events.map(done);
  }
}
