import { Controller } from '@nestjs/common';
import { CorrectionRaisedV1, CorrectionResolvedV1, type CorrectionV1 } from '@continuum/contracts';
import { done, OnEvents, type Batch, type Outcome } from '@continuum/messaging';
import { CareRecords } from '../actions/care-records.js';
import { CorrectedRelations } from '../actions/corrected-relations.js';

/** A case or referral is about somebody else than was thought, or nobody can say about whom: what hangs on it follows. */
@Controller()
export class CorrectionHandler {
  constructor(
    private readonly records: CareRecords,
    private readonly relations: CorrectedRelations,
  ) {}

  @OnEvents(CorrectionRaisedV1, CorrectionResolvedV1)
  async handle(events: CorrectionV1[], { tx }: Batch): Promise<Outcome[]> {
    const newest = newestPerThing(events);
    for (const dataset of ['mdt', 'rfrl'] as const) {
      const own = newest.filter(({ data }) => data.dataset === dataset);
      await this.records.link(dataset, own.map(toCareEvent), tx);
    }
    await this.relations.follow(newest, tx);
    return events.map(done);
  }
}

function newestPerThing(events: readonly CorrectionV1[]): CorrectionV1[] {
  const inOrder = events.toSorted((a, b) => a.data.thingVersion - b.data.thingVersion);
  return [...new Map(inOrder.map((event) => [event.data.thingId, event])).values()];
}

/** As the case or referral itself would tell it. */
const toCareEvent = (event: CorrectionV1) => ({
  ...event,
  key: event.data.thingId,
  data: {
    version: event.data.thingVersion,
    personRef: event.data.personRef,
    department: event.data.department,
  },
});
