import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { LinkedRow } from '../domain/contact-row.js';
import { personFacts, unlinkedFacts } from '../domain/person-facts.js';
import { ContactRowRepository } from './contact-row.repository.js';
import { DirtyPersonRepository, type DirtyPersons } from './dirty-person.repository.js';
import { LinkRepository } from './link.repository.js';
import { LoadRepository, type Load } from './load.repository.js';
import { NOBODY, PersonFactRepository, type FactsOfPerson } from './person-fact.repository.js';

/** People and records of nobody whose facts are being counted again, with all their contact rows. */
export interface Claimed extends DirtyPersons {
  readonly rowsOf: ReadonlyMap<string, readonly LinkedRow[]>;
  readonly unlinked: readonly LinkedRow[];
}

@Injectable()
export class PersonRepository {
  constructor(
    private readonly dirty: DirtyPersonRepository,
    private readonly contacts: ContactRowRepository,
    private readonly links: LinkRepository,
    private readonly facts: PersonFactRepository,
    private readonly loads: LoadRepository,
  ) {}

  async claim(limit: number, tx: EntityManager): Promise<Claimed | undefined> {
    const dirty = await this.dirty.claim(limit, tx);
    if (dirty.personIds.length + dirty.recordKeys.length === 0) return undefined;
    const rows = await this.contacts.ofPersons(dirty, tx);
    return {
      ...dirty,
      rowsOf: new Map(dirty.personIds.map((personId) => [personId, rows.get(personId) ?? []])),
      unlinked: await this.contacts.unlinked(dirty, tx),
    };
  }

  async replaceFacts(claimed: Claimed, tx: EntityManager): Promise<Load> {
    const keys = await this.links.personKeys(claimed.personIds, tx);
    const ofPersons = [...claimed.rowsOf].map(([personId, rows]): FactsOfPerson => ({
      personKey: keys.get(personId) ?? NOBODY,
      ...personFacts(rows),
    }));
    const ofNobody = claimed.unlinked.map((row): FactsOfPerson => ({
      personKey: NOBODY,
      ...unlinkedFacts(row),
    }));
    const load = await this.loads.open(tx);
    const whose = { personKeys: [...keys.values()], recordKeys: claimed.recordKeys };
    await this.facts.replace(whose, [...ofPersons, ...ofNobody], load, tx);
    return load;
  }

  async markDue(asOf: string, tx: EntityManager): Promise<void> {
    await this.dirty.markDue(asOf, tx);
  }
}
