import { Injectable } from '@nestjs/common';
import { Refused } from '@continuum/contracts';
import type { EntityManager } from 'typeorm';
import type { LinkedRow } from '../domain/contact-row.js';
import { ContactRowRepository } from './contact-row.repository.js';
import { LinkRepository } from './link.repository.js';
import { LoadRepository } from './load.repository.js';

export interface KnownPerson {
  readonly personId: string;
  readonly knowledgeAt: string;
  readonly rows: readonly LinkedRow[];
}

/** A person as it was known at a time. */
@Injectable()
export class KnownPersonRepository {
  constructor(
    private readonly loads: LoadRepository,
    private readonly links: LinkRepository,
    private readonly contacts: ContactRowRepository,
  ) {}

  /** Known now, if no time is asked for. */
  async get(
    personId: string,
    knowledge: string | undefined,
    tx: EntityManager,
  ): Promise<KnownPerson> {
    const knowledgeAt = knownAt(knowledge, await this.loads.newest(tx));
    const survivorId = await this.links.survivorOf(personId, knowledgeAt, tx);
    const rows = await this.contacts.asKnown(survivorId, knowledgeAt, tx);
    return { personId: survivorId, knowledgeAt, rows };
  }
}

function knownAt(asked: string | undefined, newest: string): string {
  if (!asked) return newest;
  if (Date.parse(asked) > Date.parse(newest)) {
    throw new Refused('INVALID', 'Nothing is known of that time yet.', [
      { field: 'knowledge', code: 'BEYOND_KNOWLEDGE', text: 'Newer than the newest knowledge.' },
    ]);
  }
  return asked;
}
