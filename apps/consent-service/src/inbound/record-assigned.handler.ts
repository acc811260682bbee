import { Controller } from '@nestjs/common';
import { RecordAssignedV1 } from '@continuum/contracts';
import { done, newestPerKey, OnEvents, type Batch, type Outcome } from '@continuum/messaging';
import { Clock } from '@continuum/service-kit';
import { AccessChanges } from '../actions/access-changes.js';
import { departmentOf } from '../actions/consent-form.js';
import { MovedRecords } from '../actions/moved-records.js';
import { RecordFactRepository, type RecordLink } from '../store/facts/record-fact.repository.js';

/** Whose record it is, and its labels: what a decision sees of a person moves with it. */
@Controller()
export class RecordAssignedHandler {
  constructor(
    private readonly records: RecordFactRepository,
    private readonly moved: MovedRecords,
    private readonly changes: AccessChanges,
    private readonly clock: Clock,
  ) {}

  @OnEvents(RecordAssignedV1)
  async handle(events: RecordAssignedV1[], { tx }: Batch): Promise<Outcome[]> {
    const moved = await this.records.link(newestPerKey(events).map(toLink), this.clock.now(), tx);
    await this.changes.ofRecords(
      moved.flatMap(({ personIds }) => personIds),
      tx,
    );
    await this.moved.tellDependants(moved, tx);
    return events.map(done);
  }
}

const toLink = ({ data, labels }: RecordAssignedV1): RecordLink => ({
  record_key: data.recordKey,
  dataset: data.dataset,
  department: departmentOf(data.recordKey),
  labels: labels.join(','),
  person_id: data.personId,
  confidence: data.confidence,
  link_version: data.linkVersion,
  record_version: data.recordVersion,
});
