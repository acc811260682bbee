import { Controller } from '@nestjs/common';
import { PersonMergedV1 } from '@continuum/contracts';
import { done, newestPerKey, OnEvents, type Batch, type Outcome } from '@continuum/messaging';
import { DirtyPersonRepository } from '../store/dirty-person.repository.js';
import { LinkRepository, type Alias } from '../store/link.repository.js';
import { LoadRepository } from '../store/load.repository.js';

@Controller()
export class PersonMergedHandler {
  constructor(
    private readonly links: LinkRepository,
    private readonly dirty: DirtyPersonRepository,
    private readonly loads: LoadRepository,
  ) {}

  @OnEvents(PersonMergedV1)
  async handle(events: PersonMergedV1[], { tx }: Batch): Promise<Outcome[]> {
    const merges = newestPerKey(events).map(({ data }) => data);
    await this.links.alias(merges.map(toAlias), await this.loads.open(tx), tx);
    await this.dirty.markPersons(
      merges.flatMap(({ absorbed, survivor }) => [absorbed.personId, survivor.personId]),
      tx,
    );
    return events.map(done);
  }
}

const toAlias = ({ absorbed, survivor }: PersonMergedV1['data']): Alias => ({
  absorbedId: absorbed.personId,
  survivorId: survivor.personId,
  version: absorbed.personVersion,
});
