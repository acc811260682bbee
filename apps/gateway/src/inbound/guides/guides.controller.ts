import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { FieldCard, Hits, Refused, SearchPersons } from '@continuum/contracts';
import { IdPipe, Unavailable } from '@continuum/service-kit';
import { ReferralClient } from '../../clients/referral.client.js';
import { Answers } from '../decision/answers.js';
import { Asking, type Asked } from '../decision/asked.js';
import { Decided } from '../decision/decided.js';
import { showsSomething } from '../decision/refusal.js';
import { UnderDecision, type Wish } from '../decision/under-decision.js';
import { PersonSearch } from '../person/person-search.js';
import { CARD, fieldCard, limitedCard } from './field-card.js';
import { assertEnoughFacts } from './facts.js';

/** The look-up in the field: for one incident, and for nothing else. */
@Controller('v1/guides')
export class GuidesController {
  constructor(
    private readonly search: PersonSearch,
    private readonly underDecision: UnderDecision,
    private readonly referral: ReferralClient,
  ) {}

  @Post('search')
  @Answers(Hits)
  @HttpCode(200)
  @Decided('by a search plan, then by name and birth date of each candidate')
  find(@Asking() asked: Asked, @Body() sought: SearchPersons): Promise<Hits> {
    assertInTheField(asked);
    assertEnoughFacts(sought);
    return this.search.find(asked, sought);
  }

  @Get('cards/:personId')
  @Answers(FieldCard)
  @Decided('by element of the field card')
  async card(
    @Asking() asked: Asked,
    @Param('personId', IdPipe) personId: string,
  ): Promise<FieldCard> {
    assertInTheField(asked);
    const doNext = await this.options(asked);
    const wish: Wish = {
      action: 'read',
      persons: [personId],
      elements: [...CARD],
      capabilities: ['TIMEBOX', 'VIEW_ONLY', 'NO_SHARE_ON'],
    };
    const card = this.underDecision.show(asked, wish, (permitted) => {
      if (!showsSomething(permitted.decision)) throw notInThisIncident();
      return fieldCard(personId, permitted, doNext);
    });
    return card.catch((error: unknown) => {
      if (error instanceof Unavailable) return limitedCard(personId, doNext);
      throw error;
    });
  }

  /** Places that take people from officers: the question carries no person. */
  private async options({ userToken }: Asked): Promise<FieldCard['doNext']> {
    const services = await this.referral.services({}, userToken).catch(() => []);
    return services
      .filter(({ doors }) => doors.includes('officer'))
      .map(({ serviceId, publicLabel, answer, capacity }) => ({
        serviceId,
        publicLabel,
        answer,
        capacity,
      }));
  }
}

function assertInTheField({ purpose, context }: Asked): void {
  if (purpose !== 'FIRST_RESPONSE' || !context.incident) {
    throw new Refused('BAD_REQUEST', 'The field look-up needs FIRST_RESPONSE and an incident.');
  }
}

/** The same for a person of another incident, for one nobody may see, and for nobody. */
const notInThisIncident = () =>
  new Refused('DENIED', 'This is not permitted for this purpose.', [
    { field: 'decision', code: 'NO_RELATION', text: 'Nobody of this incident has this id.' },
  ]);
