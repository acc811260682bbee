import { Injectable } from '@nestjs/common';
import type { CommandAnswer, DraftReferral, ReferralCommand } from '@continuum/contracts';
import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { DecisionClient } from '../clients/decision.client.js';
import { refuseWhileUncertain } from '../domain/correction.js';
import type { Actor } from '../domain/referral-rules.js';
import { permit, type Step, type StepFields } from '../domain/referral-step.js';
import { draft, rerouted, type Referral } from '../domain/referral.js';
import type { CommandAsker } from './case-desk.js';
import { checkVersion, CommandDoor } from './command-door.js';
import { nomineeOf } from './nominator.js';
import { ReferralAccess } from './referral-access.js';
import { ReferralSteps, type Sending } from './referral-steps.js';

/** Fields of a command; a rerouting also names the new service. */
export type ReferralFields = StepFields & {
  readonly newReferralId?: string;
  readonly serviceId?: string;
};

/** Commands about referrals, in the order of checks that every command goes through. */
@Injectable()
export class ReferralDesk {
  constructor(
    private readonly door: CommandDoor,
    private readonly access: ReferralAccess,
    private readonly decisions: DecisionClient,
    private readonly steps: ReferralSteps,
  ) {}

  async draft(body: DraftReferral, asker: CommandAsker): Promise<CommandAnswer> {
    const { userId } = asker;
    const command = { commandId: body.commandId, userId, body };
    const referralId = randomUUID();
    const start = async (tx: EntityManager, now: Date) => {
      const service = await this.steps.serviceOf(body.serviceId, tx);
      const person = await nomineeOf(body.person, tx);
      const { caseId = null, needCategory, urgency, door, discloses } = body;
      const about = { referralId, caseId, needCategory, urgency, door, discloses };
      return {
        service,
        referral: draft({ ...about, ...person, senderUserId: userId }, service, now),
      };
    };
    const { first, seen } = await this.door.look(command, start);
    if (!seen) return first;

    const decision = body.send
      ? await this.decisions.mayTell(seen.referral, seen.service, asker)
      : undefined;
    return this.door.once(command, async (tx, now) => {
      const { referral } = await start(tx, now);
      await this.steps.draft(referral, tx);
      if (!decision) return answerOf(referral);
      const step = stepOf({ type: 'send' }, { actors: ['S'], userId, now });
      return answerOf(await this.steps.send(referral, step, decision, tx));
    });
  }

  async command(
    referralId: string,
    body: ReferralCommand,
    checkFields: () => Promise<ReferralFields>,
    asker: CommandAsker,
  ): Promise<CommandAnswer> {
    const { userId } = asker;
    const command = { commandId: body.commandId, userId, body: { referralId, ...body } };
    const check = async (tx: EntityManager, now: Date) => {
      const seen = await this.access.lock(referralId, userId, tx);
      checkVersion(seen.referral.version, body.expectedVersion);
      refuseWhileUncertain(seen.referral, body.type);
      permit(seen.referral, stepOf(body, { actors: seen.actors, userId, now }));
      return seen;
    };
    const { first, seen } = await this.door.look(command, async (tx, now) => ({
      ...(await check(tx, now)),
      fields: await checkFields(),
    }));
    if (!seen) return first;

    const { fields } = seen;
    const decision =
      body.type === 'send'
        ? await this.decisions.mayTell(seen.referral, seen.service, asker)
        : undefined;
    return this.door.once(command, async (tx, now) => {
      const { referral, actors } = await check(tx, now);
      const step = stepOf(body, { actors, userId, now, fields });
      const next = await this.take(referral, step, decision, tx);
      if (body.type === 'reroute') await this.reroute(next, fields, userId, tx);
      return answerOf(next);
    });
  }

  private async take(
    referral: Referral,
    step: Step,
    decision: Sending | undefined,
    tx: EntityManager,
  ): Promise<Referral> {
    if (decision) return this.steps.send(referral, step, decision, tx);
    return this.steps.take(referral, step, await this.steps.factsOf(referral, tx), {}, tx);
  }

  private async reroute(
    earlier: Referral,
    { newReferralId = '', serviceId = '' }: ReferralFields,
    userId: string,
    tx: EntityManager,
  ): Promise<void> {
    const service = await this.steps.serviceOf(serviceId, tx);
    const by = { referralId: newReferralId, userId };
    await this.steps.draft(rerouted(earlier, service, by, earlier.at), tx);
  }
}

function stepOf(
  { type, reasonCode }: Pick<ReferralCommand, 'type' | 'reasonCode'>,
  by: {
    readonly actors: readonly Actor[];
    readonly userId: string;
    readonly now: Date;
    readonly fields?: StepFields;
  },
): Step {
  const { actors, userId, now, fields = {} } = by;
  return { command: type, reasonCode, actors, userId, fields, at: now, newId: randomUUID() };
}

const answerOf = ({ referralId, version, state }: Referral): CommandAnswer => ({
  id: referralId,
  version,
  state,
});
