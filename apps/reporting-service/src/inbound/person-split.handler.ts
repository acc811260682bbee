import { Controller } from '@nestjs/common';
import { PersonSplitV1 } from '@continuum/contracts';
import { done, OnEvents, type Batch, type Outcome } from '@continuum/messaging';
import { DirtyPersonRepository } from '../store/dirty-person.repository.js';
import { LinkRepository, type Alias } from '../store/link.repository.js';
import { LoadRepository } from '../store/load.repository.js';

@Controller()
export class PersonSplitHandler {
  constructor(
    private readonly links: LinkRepository,
    private readonly dirty: DirtyPersonRepository,
    private readonly loads: LoadRepository,
  ) {}

  @OnEvents(PersonSplitV1)
  async handle(events: PersonSplitV1[], { tx }: Batch): Promise<Outcome[]> {
    const parts = events.flatMap(({ data }) => data.parts);
    await this.links.alias(reinstated(parts), await this.loads.open(tx), tx);
    await this.dirty.markPersons(
      [...parts, ...events.map(({ data }) => data)].map(({ personId }) => personId),
      tx,
    );
    return events.map(done);
  }
}

/** Ids that lead to themselves again, each by its newest version. */
function reinstated(parts: readonly PersonSplitV1['data']['parts'][number][]): Alias[] {
  const back = parts.filter((part) => part.reinstated);
  const byVersion = back.toSorted((a, b) => a.personVersion - b.personVersion);
  const newest = new Map(byVersion.map((part) => [part.personId, part.personVersion]));
  return [...newest].map(([absorbedId, version]) => ({ absorbedId, survivorId: null, version }));
}
