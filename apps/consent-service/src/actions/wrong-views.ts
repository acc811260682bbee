import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { wrongPartsOf, type Today, type WrongPart } from '../domain/wrong-view.js';
import { PastLinkRepository, type PastLink } from '../store/facts/past-link.repository.js';
import { PersonRepository } from '../store/facts/person.repository.js';
import { DecisionRepository, type KeptDecision } from '../store/ledger/decision.repository.js';
import { Pseudonyms } from '../store/ledger/pseudonym.js';
import { Explainer } from './explainer.js';

/** A decision under which somebody read what was wrongly one person's. */
export interface WrongView extends WrongPart {
  readonly decision: KeptDecision;
}

/** Records wrongly somebody's, and every id that stood for the person they left. */
interface Wrong {
  readonly links: readonly PastLink[];
  readonly today: Today;
}

/** Who was shown what while records were wrongly one person's: found by taking the decisions of that time again. */
@Injectable()
export class WrongViews {
  constructor(
    private readonly links: PastLinkRepository,
    private readonly persons: PersonRepository,
    private readonly decisions: DecisionRepository,
    private readonly pseudonyms: Pseudonyms,
    private readonly explainer: Explainer,
  ) {}

  /** Oldest first. Empty once the records are one person's again. */
  async of(personId: string, tx: EntityManager): Promise<WrongView[]> {
    const { links, today } = await this.wrongOf([personId], tx);
    const decisionIds = await this.decisions.shownBetween(links.map(this.period), tx);
    const views: WrongView[] = [];
    for (const decisionId of decisionIds) {
      const decision = await this.decisions.get(decisionId, tx);
      const { rulings } = await this.explainer.repeat(decision, tx);
      const { relations, consents } = decision.facts;
      const parts = wrongPartsOf({ rulings, relations, consents }, today);
      views.push(...parts.map((part) => ({ ...part, decision })));
    }
    return views;
  }

  /** Whether anybody was shown any of these persons while a record was wrongly theirs. */
  async mayExist(personIds: readonly string[], tx: EntityManager): Promise<boolean> {
    const { links } = await this.wrongOf(personIds, tx);
    return (await this.decisions.shownBetween(links.map(this.period), tx)).length > 0;
  }

  /** Ids by which the persons and those linked to them were ever known here. */
  async idsOf(personIds: readonly string[], tx: EntityManager): Promise<string[]> {
    return [...personIds, ...(await this.persons.resolve(personIds, tx)).keys()];
  }

  private async wrongOf(personIds: readonly string[], tx: EntityManager): Promise<Wrong> {
    const known = await this.links.ofPersons(await this.idsOf(personIds, tx), tx);
    const named = known.flatMap((link) => [link.personId, link.nowPersonId]);
    const survivors = await this.persons.resolve(named, tx);
    const personOf = (id: string) => survivors.get(id) ?? id;
    const links = known.filter((link) => personOf(link.personId) !== personOf(link.nowPersonId));
    const moved = new Map(links.map((link) => [link.recordKey, personOf(link.nowPersonId)]));
    return { links, today: { moved, personOf } };
  }

  private readonly period = ({ personId, linkedAt, leftAt }: PastLink) => ({
    subjectPseudonym: this.pseudonyms.of(personId),
    from: linkedAt,
    until: leftAt,
  });
}
