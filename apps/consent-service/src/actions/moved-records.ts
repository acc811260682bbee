import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { toForm, type ConsentRow } from '../store/consent/consent.mapping.js';
import { ConsentRepository } from '../store/consent/consent.repository.js';
import type { MovedRecord } from '../store/facts/record-fact.repository.js';
import { RelationRepository } from '../store/facts/relation.repository.js';
import { Clock } from '@continuum/service-kit';
import { AccessChanges, type ChangedConsent } from './access-changes.js';
import { leftFor, ReaderNotices } from './reader-notices.js';

/** What hangs on a record follows it to another person: relations and consents are resolved anew. */
@Injectable()
export class MovedRecords {
  constructor(
    private readonly relations: RelationRepository,
    private readonly consents: ConsentRepository,
    private readonly changes: AccessChanges,
    private readonly notices: ReaderNotices,
    private readonly clock: Clock,
  ) {}

  async tellDependants(moved: readonly MovedRecord[], tx: EntityManager): Promise<void> {
    const keys = moved.map(({ recordKey }) => recordKey);
    if (keys.length === 0) return;
    await this.notices.askAbout(leftFor(moved), tx);
    const at = this.clock.now();
    await this.changes.ofRelations(await this.relations.openOn(keys, at, tx), tx);
    const forms = await this.consents.onRecords(keys, tx);
    const changed = forms.map((row) => altered(row, at));
    for (const { form } of changed) {
      await this.consents.save(form, { at, by: 'identity-service', reason: 'record-moved' }, tx);
    }
    await this.changes.ofConsents(changed, tx);
  }
}

/** A new version, so that its readers ask again. */
function altered(row: ConsentRow, at: Date): ChangedConsent {
  const form = { ...toForm(row), version: row.version + 1 };
  return { form, personId: row.person_id, change: 'altered', effectiveAt: at };
}
