import type { Candidate, Hit, Hits, SearchPersons } from '@continuum/contracts';
import { randomUUID } from 'node:crypto';
import type { DecisionClient } from '../../clients/decision.client.js';
import type { IdentityClient } from '../../clients/identity.client.js';
import type { Asked } from '../decision/asked.js';
import {
  ON_SCREEN,
  type Permitted,
  type UnderDecision,
  type Wish,
} from '../decision/under-decision.js';
import { everywhere } from './person-elements.js';
import { birthDateOf, nameOf } from './person-name.js';
import { assertSearchable, assertSomething, comparedBy } from './sought.js';

const MOST_CANDIDATES = 20;

/** May we look by these facts → who could it be → who of them may be seen → what they are called. */
export class PersonSearch {
  constructor(
    private readonly decisions: DecisionClient,
    private readonly identity: IdentityClient,
    private readonly underDecision: UnderDecision,
  ) {}

  async find(asked: Asked, sought: SearchPersons): Promise<Hits> {
    const { candidates, narrow } = await this.candidates(asked, sought);
    const wish: Wish = {
      action: 'look-up',
      persons: candidates.length > 0 ? candidates.map(({ personId }) => personId) : [nobody()],
      elements: everywhere('name', 'birthDate'),
      capabilities: ON_SCREEN,
    };
    const found = await this.underDecision.show(asked, wish, (permitted) => ({
      hits: hitsOf(candidates, permitted).slice(0, sought.limit),
      notices: permitted.notices,
    }));
    return narrow ? { ...found, narrow } : found;
  }

  private async candidates({ purpose, context, userToken }: Asked, sought: SearchPersons) {
    const compared = comparedBy(sought);
    assertSomething(compared);
    const request = { purpose, context, elements: everywhere(...compared) };
    const plan = await this.decisions.planSearch(request, userToken);
    assertSearchable(compared, plan.searchable);
    return this.identity.search({ ...sought, limit: MOST_CANDIDATES }, plan, userToken);
  }
}

/** Nobody found costs the same work as nobody you may see. */
const nobody = () => randomUUID();

function hitsOf(candidates: readonly Candidate[], { records }: Permitted): Hit[] {
  const byPerson = Map.groupBy(records, ({ personId }) => personId);
  return candidates.flatMap(({ personId, band, probability, reasons }) => {
    const own = byPerson.get(personId) ?? [];
    const [name, birthDate] = [nameOf(own), birthDateOf(own)];
    if (!name) return [];
    return [{ personId, name, birthDate, band, probability, reasons: reasons.map(inWords) }];
  });
}

const inWords = ({ element, agreement }: Candidate['reasons'][number]) =>
  `${element.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)}: ${agreement}`;
