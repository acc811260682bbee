import { Injectable } from '@nestjs/common';
import {
  Refused,
  type AboutPerson,
  type CommandAnswer,
  type NominateForCase,
} from '@continuum/contracts';
import { resolvePersons } from '@continuum/persons';
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

/** A person by the id that stands for them today; somebody not yet linked by the sender's record. */
export async function nomineeOf(
  { personId, recordKey }: AboutPerson,
  tx: EntityManager,
): Promise<Nominee> {
  if (!personId && !recordKey) {
    throw new Refused('INVALID', 'Name the person.', [
      { field: 'person', code: 'one', text: 'A personId or a recordKey is needed.' },
    ]);
  }
  const today = personId ? await resolvePersons(tx, [personId]) : new Map<string, string>();
  return {
    personId: personId ? (today.get(personId) ?? personId) : null,
    anchorRecordKey: recordKey ?? null,
  };
}
