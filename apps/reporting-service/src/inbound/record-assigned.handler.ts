import { Controller } from '@nestjs/common';
import { RecordAssignedV1, recordKinds } from '@continuum/contracts';
import { done, newestPerKey, OnEvents, type Batch, type Outcome } from '@continuum/messaging';
import { DirtyPersonRepository } from '../store/dirty-person.repository.js';
import { LinkRepository } from '../store/link.repository.js';
import { LoadRepository } from '../store/load.repository.js';
import { CONTACT_KINDS } from '../store/record.repository.js';
import { RecountJob } from './recount.job.js';

const CONTACT_DATASETS = CONTACT_KINDS.map((kind) => recordKinds.get(kind)?.dataset);

@Controller()
export class RecordAssignedHandler {
  constructor(
    private readonly links: LinkRepository,
    private readonly dirty: DirtyPersonRepository,
    private readonly loads: LoadRepository,
    private readonly recount: RecountJob,
  ) {}

  /** Who had the record is counted again, and who has it now. */
  @OnEvents(RecordAssignedV1)
  async handle(events: RecordAssignedV1[], { tx }: Batch): Promise<Outcome[]> {
    const assigned = newestPerKey(events).map(({ data }) => data);
    const load = await this.loads.open(tx);
    const newer = await this.links.newer(assigned, tx);
    const contacts = newer
      .filter(({ dataset }) => CONTACT_DATASETS.includes(dataset))
      .map(({ recordKey }) => recordKey);

    await this.dirty.handOver(contacts, tx);
    await this.links.assign(newer, load, tx);
    await this.dirty.markRecords(contacts, tx);
    this.recount.wake();
    return events.map(done);
  }
}
