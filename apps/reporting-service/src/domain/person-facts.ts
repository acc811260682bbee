import type { LinkedRow } from './contact-row.js';
import {
  contactFacts,
  contactRecords,
  type ContactFact,
  type ContactRecord,
} from './contact-fact.js';
import { jailStay, type JailStay } from './jail-stay.js';

/** Everything the mart derives from one person's contact rows. */
export interface PersonFacts {
  readonly contacts: readonly ContactFact[];
  readonly records: readonly ContactRecord[];
  readonly stays: readonly JailStay[];
}

/** A record of nobody yet is an episode of its own, whatever incident it names. */
export function unlinkedFacts(row: LinkedRow): PersonFacts {
  const { contacts, records, stays } = personFacts([row]);
  const episodeKey = `u:${row.recordKey}`;
  return {
    contacts: contacts.map((fact) => ({ ...fact, episodeKey })),
    records: records.map((record) =>
      record.episodeKey === null ? record : { ...record, episodeKey },
    ),
    stays,
  };
}

export function personFacts(rows: readonly LinkedRow[]): PersonFacts {
  return {
    contacts: contactFacts(rows),
    records: contactRecords(rows),
    stays: rows.filter((row) => row.kind === 'booking').map(jailStay),
  };
}
