import { Injectable } from '@nestjs/common';
import {
  Refused,
  type AboutPerson,
  type CommandAnswer,
  type NominateForCase,
} from '@continuum/contracts';
import { personsOfRecords, resolvePersons } from '@continuum/persons';
import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { nominate, type MdtCase } from '../domain/mdt-case.js';
import { MdtCaseRepository } from '../store/mdt-case.repository.js';
import { PersonRepository } from '../store/person.repository.js';
import { answerOfCase } from './case-event.js';
import { CaseSteps } from './case-steps.js';
import { CommandDoor } from './command-door.js';

type Nominee = Pick<MdtCase, 'personId' | 'anchorRecordKey'>;

/** Anybody on the staff may put a person on the coordinator's list. */
@Injectable()
export class Nominator {
  constructor(
    private readonly door: CommandDoor,
    private readonly persons: PersonRepository,
    private readonly cases: MdtCaseRepository,
    private readonly steps: CaseSteps,
  ) {}

  nominate(body: NominateForCase, userId: string): Promise<CommandAnswer> {
    const { commandId, person, programme, origin } = body;
    return this.door.once({ commandId, userId, body }, async (tx, now) => {
      const nominee = await nomineeOf(person, tx);
      const known = await this.knownOf(nominee, tx);
      const about = { ...nominee, isPersonUncertain: false, crossing: null };
      const start = { caseId: randomUUID(), programme, origin, ...about };
      const mdtCase = nominate(start, known, now);
      if (!mdtCase) throw new Refused('CASE_EXISTS', 'There is a case, or a recent decline.');
      await this.steps.propose([{ mdtCase, actorRole: 'S' }], tx);
      return answerOfCase(mdtCase);
    });
  }

  private async knownOf(
    { personId, anchorRecordKey }: Nominee,
    tx: EntityManager,
  ): Promise<MdtCase[]> {
    await this.persons.lock([personId ?? anchorRecordKey ?? ''], tx);
    if (!personId) return this.cases.ofRecord(anchorRecordKey ?? '', tx);
    return (await this.cases.ofPersons([personId], tx)).get(personId) ?? [];
  }
}

/** A person by the id that stands for them today; by a record, whose it is, and the record decides from now on. */
export async function nomineeOf(
  { personId, recordKey }: AboutPerson,
  tx: EntityManager,
): Promise<Nominee> {
  if (!personId && !recordKey) {
    throw new Refused('INVALID', 'Name the person.', [
      { field: 'person', code: 'one', text: 'A personId or a recordKey is needed.' },
    ]);
  }
  const today = await resolvePersons(tx, personId ? [personId] : []);
  const linked = await personsOfRecords(tx, recordKey ? [recordKey] : []);
  return {
    personId: personId ? (today.get(personId) ?? personId) : (linked.get(recordKey ?? '') ?? null),
    anchorRecordKey: recordKey ?? null,
  };
}
