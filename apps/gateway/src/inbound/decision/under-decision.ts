import { carryOut } from '@continuum/access';
import {
  Refused,
  type Decision,
  type DecisionRequest,
  type Obligation,
} from '@continuum/contracts';
import type { DecisionClient } from '../../clients/decision.client.js';
import type { Owners } from '../../clients/owners.js';
import type { Asked } from './asked.js';
import { assertSomething } from './refusal.js';
import { shownRecords, type ShownRecord } from './shown-record.js';

/** What a route asks about, and which obligations its answer can carry out. */
export type Wish = Pick<
  DecisionRequest,
  'action' | 'persons' | 'recordKeys' | 'elements' | 'answeredBy'
> & {
  readonly capabilities: readonly string[];
};

/** What an answer about persons on a screen can carry out. */
export const ON_SCREEN = ['NOTICE_P2', 'CONSENT_SCOPE', 'NO_SHARE_ON', 'VIEW_ONLY', 'TIMEBOX'];

/** What may be told, and what has to be told with it. */
export interface Permitted {
  readonly decision: Decision;
  readonly records: readonly ShownRecord[];
  readonly notices: readonly Obligation[];
}

/** The only way to data: decide, fetch what is permitted, release, answer. */
export class UnderDecision {
  constructor(
    private readonly decisions: DecisionClient,
    private readonly owners: Owners,
  ) {}

  /** The owners' permitted fields. */
  show<T>(asked: Asked, wish: Wish, answer: (permitted: Permitted) => T | Promise<T>): Promise<T> {
    return this.answer(asked, wish, async (decision, notices) => {
      const values = await this.owners.read(decision, asked.userToken);
      return answer({ decision, notices, records: shownRecords(decision, values) });
    });
  }

  /** Something else that rests on a decision. Overtaken by a change: once more from the start. */
  async answer<T>(
    asked: Asked,
    wish: Wish,
    answer: (decision: Decision, notices: readonly Obligation[]) => T | Promise<T>,
  ): Promise<T> {
    const attempt = async () => {
      const { decision, notices } = await this.decide(asked, wish);
      const body = await answer(decision, notices);
      await this.decisions.release(decision.decisionId, asked.userToken);
      asked.mark(decision);
      return body;
    };
    try {
      return await attempt();
    } catch (error) {
      if (!isOvertaken(error)) throw error;
      return attempt();
    }
  }

  /** A command: the decision is released before the command is sent, for then it is done. */
  async act<T>(
    asked: Asked,
    wish: Wish,
    act: (decision: Decision) => Promise<T>,
    assertEnough: (decision: Decision) => void = assertSomething,
  ): Promise<T> {
    const decision = await this.answer(asked, wish, (fresh) => {
      assertEnough(fresh);
      return fresh;
    });
    return act(decision);
  }

  private async decide({ purpose, context, userToken }: Asked, wish: Wish) {
    const capabilities = context.relevance
      ? [...wish.capabilities, 'STATE_RELEVANCE']
      : [...wish.capabilities];
    const request = { ...wish, capabilities, purpose, context };
    return carryOut(await this.decisions.decide(request, userToken), capabilities);
  }
}

/** Something changed between decision and release, or an owner had already seen the change. */
function isOvertaken(error: unknown): boolean {
  return error instanceof Refused && ['STALE_EPOCH', 'NO_DECISION'].includes(error.code);
}
