import { Injectable } from '@nestjs/common';
import { Refused, type CaseCommand, type CommandAnswer } from '@continuum/contracts';
import { DecisionClient, type Asker } from '../clients/decision.client.js';
import { refuseWhileUncertain } from '../domain/correction.js';
import { CASE_ACTORS, type CaseActor } from '../domain/case-rules.js';
import { answerOfCase } from './case-event.js';
import { CaseAccess } from './case-access.js';
import { CaseSteps, type CaseFields } from './case-steps.js';
import { checkVersion, CommandDoor } from './command-door.js';

export type CommandAsker = Asker & { readonly userId: string };

/** Commands about a case, in the order of checks that every command goes through. */
@Injectable()
export class CaseDesk {
  constructor(
    private readonly door: CommandDoor,
    private readonly access: CaseAccess,
    private readonly decisions: DecisionClient,
    private readonly steps: CaseSteps,
  ) {}

  async command(
    caseId: string,
    body: CaseCommand,
    checkFields: () => Promise<CaseFields>,
    asker: CommandAsker,
  ): Promise<CommandAnswer> {
    const { userId } = asker;
    const command = { commandId: body.commandId, userId, body: { caseId, ...body } };
    const { first, seen } = await this.door.look(command, async (tx) => {
      const { mdtCase } = await this.access.lock(caseId, userId, tx);
      checkVersion(mdtCase.version, body.expectedVersion);
      refuseWhileUncertain(mdtCase, body.type);
      return mdtCase;
    });
    if (!seen) return first;

    const isEnrolling = body.type === 'enrol' && seen.status === 'offered';
    const decisionId = isEnrolling ? await this.decisions.mayCoordinate(seen, asker) : undefined;
    return this.door.once(command, async (tx, now) => {
      const { mdtCase, actors } = await this.access.lock(caseId, userId, tx);
      checkVersion(mdtCase.version, body.expectedVersion);
      refuseWhileUncertain(mdtCase, body.type);
      const actor = actorOf(body, actors);
      const attempt = { command: body, userId, actor, now, checkFields, decisionId };
      return answerOfCase(await this.steps.take(mdtCase, attempt, tx));
    });
  }
}

function actorOf({ type }: CaseCommand, actors: readonly CaseActor[]): CaseActor {
  const actor = actors.find((one) => CASE_ACTORS[type].includes(one));
  if (!actor) throw new Refused('WRONG_ACTOR', 'This step is not for this user.');
  return actor;
}
