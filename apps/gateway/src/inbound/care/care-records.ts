import { Refused, type AboutPerson, type Action, type CareRecord } from '@continuum/contracts';
import type { ReferralClient } from '../../clients/referral.client.js';
import type { Asked } from '../decision/asked.js';
import { assertMayAsk, refusalOf, showsSomething } from '../decision/refusal.js';
import {
  ON_SCREEN,
  type Permitted,
  type UnderDecision,
  type Wish,
} from '../decision/under-decision.js';
import { everywhere } from '../person/person-elements.js';

/** So many records with all their elements stay under the limit of one decision. */
const PER_DECISION = 500;

/** Cases (`mdt`) or referrals (`rfrl`), whose record keys are `<dataset>/<id>`. */
export class CareRecords {
  constructor(
    private readonly dataset: 'mdt' | 'rfrl',
    private readonly elements: readonly string[],
    private readonly underDecision: UnderDecision,
    private readonly referral: ReferralClient,
  ) {}

  /** What the user takes part in, as far as each may be seen; a page is cut after permission. */
  async list(asked: Asked): Promise<CareRecord[]> {
    const keys = await this.referral.keys(this.dataset, asked.userToken);
    if (keys.length === 0) return this.listNothing(asked);
    const records: CareRecord[] = [];
    for (let from = 0; from < keys.length; from += PER_DECISION) {
      const wish = this.wish('list', keys.slice(from, from + PER_DECISION), this.elements);
      const page = await this.underDecision.show(asked, wish, (permitted) => {
        assertMayAsk(permitted.decision);
        return careRecords(permitted);
      });
      records.push(...page);
    }
    return records;
  }

  /** That there is nothing is an answer too. */
  private listNothing(asked: Asked): Promise<CareRecord[]> {
    return this.underDecision.answer(asked, this.wish('list', [], this.elements), (decision) => {
      assertMayAsk(decision);
      return [];
    });
  }

  show(asked: Asked, id: string): Promise<CareRecord> {
    const wish = this.wish('read', [this.keyOf(id)], this.elements);
    return this.underDecision.show(asked, wish, (permitted) => {
      const [record] = careRecords(permitted);
      if (!record || !showsSomething(permitted.decision)) throw refusalOf(permitted.decision);
      return record;
    });
  }

  /** A command to somebody who may not see the thing is a command to nothing. */
  command<T>(asked: Asked, id: string, send: () => Promise<T>): Promise<T> {
    const wish = this.wish('write', [this.keyOf(id)], this.elements);
    return this.underDecision.act(asked, wish, send);
  }

  /** Something new about a person, judged as if it were there; about somebody not yet linked, by the sender's own record. */
  begin<T>(asked: Asked, { personId, recordKey }: AboutPerson, send: () => Promise<T>): Promise<T> {
    if (personId && !recordKey) {
      const wish: Wish = { ...this.wish('write', [], this.elements), persons: [personId] };
      return this.underDecision.act(asked, wish, send);
    }
    if (recordKey && !personId) {
      return this.underDecision.act(
        asked,
        this.wish('read', [recordKey], everywhere('name')),
        send,
      );
    }
    throw new Refused('INVALID', 'Name one person.', [
      { field: 'person', code: 'one', text: 'Either personId or recordKey is needed.' },
    ]);
  }

  private wish(action: Action, recordKeys: readonly string[], elements: readonly string[]): Wish {
    const able = { capabilities: ON_SCREEN };
    return { action, recordKeys: [...recordKeys], elements: [...elements], ...able };
  }

  private readonly keyOf = (id: string) => `${this.dataset}/${id}`;
}

function careRecords({ records, notices }: Permitted): CareRecord[] {
  return records.map(({ recordKey, personId, elements, withheld }) => ({
    id: recordKey.slice(recordKey.indexOf('/') + 1),
    personId,
    elements,
    withheld,
    notices: notices.filter((notice) => notice.elements.some((id) => Object.hasOwn(elements, id))),
  }));
}
