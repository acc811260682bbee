import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { ContactFact, ContactRecord } from '../domain/contact-fact.js';
import { differences } from '../domain/differences.js';
import type { JailStay } from '../domain/jail-stay.js';
import type { PersonFacts } from '../domain/person-facts.js';
import { givenRows, givenValues, insertRows, snake, type Columns } from './bulk.js';
import type { DirtyPersons } from './dirty-person.repository.js';
import type { Load } from './load.repository.js';

/** Stands for whoever is not linked to anybody. */
export const NOBODY = '-1';

type Keyed<Fact> = Fact & { readonly personKey: string };

interface FactTable<Fact> {
  readonly name: string;
  readonly columns: Columns<Keyed<Fact>>;
  /** Beside the person, what tells two current rows apart. */
  readonly key: keyof Fact & string;
}

const contactTable: FactTable<ContactFact> = {
  name: 'mart.fact_contact',
  key: 'episodeKey',
  columns: {
    personKey: 'bigint',
    episodeKey: 'text',
    firstOn: 'date',
    confirmedOn: 'date',
    monthKey: 'int',
    department: 'text',
    datasets: 'text[]',
    labels: 'text[]',
    isCited: 'boolean',
    isBooked: 'boolean',
    isArrested: 'boolean',
    worstLevel: 'text',
    chargeCount: 'int',
    daysSincePrevious: 'int',
  },
};

const recordTable: FactTable<ContactRecord> = {
  name: 'mart.bridge_contact_record',
  key: 'recordKey',
  columns: { personKey: 'bigint', recordKey: 'text', episodeKey: 'text', reason: 'text' },
};

const stayTable: FactTable<JailStay> = {
  name: 'mart.fact_jail_stay',
  key: 'recordKey',
  columns: {
    personKey: 'bigint',
    recordKey: 'text',
    monthKey: 'int',
    department: 'text',
    labels: 'text[]',
    facility: 'text',
    admittedAt: 'timestamptz',
    admittedOn: 'date',
    admissionReason: 'text',
    releasedAt: 'timestamptz',
    releasedOn: 'date',
    releaseReason: 'text',
    heldSeconds: 'int',
    isOpen: 'boolean',
  },
};

export interface FactsOfPerson extends PersonFacts {
  readonly personKey: string;
}

/** Facts derived for a person: only what differs is written, and nothing is overwritten. */
@Injectable()
export class PersonFactRepository {
  /** `found` is all there is to know of these people and records. */
  async replace(
    dirty: { readonly personKeys: readonly string[] } & Pick<DirtyPersons, 'recordKeys'>,
    found: readonly FactsOfPerson[],
    load: Load,
    tx: EntityManager,
  ): Promise<void> {
    const scope = { personKeys: dirty.personKeys, recordKeys: dirty.recordKeys };
    const { recordKeys } = dirty;
    const unlinkedEpisodes = recordKeys.map((recordKey) => `u:${recordKey}`);
    const of = <Fact>(factsOf: (facts: PersonFacts) => readonly Fact[]) =>
      found.flatMap((facts) =>
        factsOf(facts).map((fact) => ({ ...fact, personKey: facts.personKey })),
      );

    await write(contactTable, { ...scope, ofNobody: unlinkedEpisodes }, of(contactsOf), load, tx);
    await write(recordTable, { ...scope, ofNobody: recordKeys }, of(recordsOf), load, tx);
    await write(stayTable, { ...scope, ofNobody: recordKeys }, of(staysOf), load, tx);
  }
}

const contactsOf = ({ contacts }: PersonFacts) => contacts;
const recordsOf = ({ records }: PersonFacts) => records;
const staysOf = ({ stays }: PersonFacts) => stays;

interface Whose {
  readonly personKeys: readonly string[];
  /** Keys of the facts of nobody. */
  readonly ofNobody: readonly string[];
}

async function write<Fact extends object>(
  table: FactTable<Fact>,
  whose: Whose,
  found: readonly Keyed<Fact>[],
  load: Load,
  tx: EntityManager,
): Promise<void> {
  const { ended, begun } = differences(await current(table, whose, tx), found);
  if (ended.length > 0) await close(table, ended, load, tx);
  const opened = begun.map((fact) => ({
    ...fact,
    knownFrom: load.knownAt,
    loadKey: load.loadKey,
  }));
  const columns = { ...table.columns, knownFrom: 'timestamptz', loadKey: 'bigint' } as const;
  await insertRows(tx, table.name, columns as Columns<(typeof opened)[number]>, opened);
}

async function current<Fact>(
  { name, columns, key }: FactTable<Fact>,
  { personKeys, ofNobody }: Whose,
  tx: EntityManager,
): Promise<Keyed<Fact>[]> {
  const selected = Object.entries<string>(columns)
    .map(([field, type]) => `${snake(field)}${type === 'date' ? '::text' : ''} AS "${field}"`)
    .join(', ');
  return tx.query(
    `SELECT ${selected} FROM ${name}
      WHERE known_to = 'infinity' AND person_key = ANY($1::bigint[])
      UNION ALL
     SELECT ${selected} FROM ${name}
      WHERE known_to = 'infinity' AND person_key = ${NOBODY} AND ${snake(key)} = ANY($2::text[])`,
    [personKeys, ofNobody],
  );
}

async function close<Fact>(
  { name, columns, key }: FactTable<Fact>,
  ended: readonly Keyed<Fact>[],
  { knownAt }: Load,
  tx: EntityManager,
): Promise<void> {
  const keys = { personKey: 'bigint', [key]: columns[key] } as Columns<Keyed<Fact>>;
  const column = snake(key);
  const count = Object.keys(keys).length;
  await tx.query(
    `UPDATE ${name} AS kept SET known_to = $${count + 1} FROM ${givenRows(keys)}
      WHERE kept.known_to = 'infinity' AND kept.person_key = given.person_key
        AND kept.${column} = given.${column}`,
    [...givenValues(keys, ended), knownAt],
  );
}
