import { Injectable } from '@nestjs/common';
import type { Event, PersonRef } from '@continuum/contracts';
import { Clock } from '@continuum/service-kit';
import type { EntityManager } from 'typeorm';
import { RecordFactRepository, type RecordLink } from '../store/facts/record-fact.repository.js';
import { AccessChanges } from './access-changes.js';
import { leftFor, ReaderNotices } from './reader-notices.js';

type CareEvent = Event<{
  readonly version: number;
  readonly personRef: PersonRef;
  readonly department: string;
}>;

/** What referral-service holds is a record too: `<dataset>/<aggregate id>`, owned by the event's department. */
@Injectable()
export class CareRecords {
  constructor(
    private readonly records: RecordFactRepository,
    private readonly changes: AccessChanges,
    private readonly notices: ReaderNotices,
    private readonly clock: Clock,
  ) {}

  async link(dataset: string, events: readonly CareEvent[], tx: EntityManager): Promise<void> {
    const persons = await this.personsOf(events, tx);
    const links = events.map((event) => toLink(dataset, event, persons.get(keyOf(event))));
    const moved = await this.records.link(links, this.clock.now(), tx);
    await this.changes.ofRecords(
      moved.flatMap(({ personIds }) => personIds),
      tx,
    );
    await this.notices.askAbout(leftFor(moved), tx);
  }

  /** Somebody not yet linked is reached by the record that is theirs. */
  private async personsOf(events: readonly CareEvent[], tx: EntityManager) {
    const known = await this.records.ofKeys(events.map(keyOf), tx);
    return new Map(known.map((record) => [record.recordKey, record]));
  }
}

const keyOf = ({ data: { personRef } }: CareEvent) =>
  'recordKey' in personRef ? personRef.recordKey : '';

function toLink(
  dataset: string,
  { key, data, department, labels }: CareEvent,
  about: { readonly personId?: string; readonly confidence: RecordLink['confidence'] } | undefined,
): RecordLink {
  const { personRef, version } = data;
  const isPerson = 'personId' in personRef;
  return {
    record_key: `${dataset}/${key}`,
    dataset,
    department: department ?? data.department,
    labels: labels.join(','),
    person_id: isPerson ? personRef.personId : (about?.personId ?? null),
    confidence: isPerson ? 'confirmed' : (about?.confidence ?? 'probable'),
    link_version: version,
    record_version: version,
  };
}
