import { Controller, Get, Param, Query } from '@nestjs/common';
import { PersonView } from '@continuum/contracts';
import { IdPipe } from '@continuum/service-kit';
import { Answers, AnswersObject } from '../decision/answers.js';
import { Asking, type Asked } from '../decision/asked.js';
import { Decided } from '../decision/decided.js';
import { refusalOf, showsSomething } from '../decision/refusal.js';
import { ON_SCREEN, UnderDecision, type Wish } from '../decision/under-decision.js';
import { IdentityClient } from '../../clients/identity.client.js';
import { elementsFrom, everywhere } from './person-elements.js';
import { PersonQuery } from './person-query.js';
import { personView } from './person-view.js';

@Controller('v1/persons')
export class PersonController {
  constructor(
    private readonly underDecision: UnderDecision,
    private readonly identity: IdentityClient,
  ) {}

  @Get(':personId')
  @Answers(PersonView)
  @Decided('by element of each source record')
  show(
    @Asking() asked: Asked,
    @Param('personId', IdPipe) personId: string,
    @Query() { elements }: PersonQuery,
  ): Promise<PersonView> {
    const wish: Wish = {
      action: 'read',
      persons: [personId],
      elements: [...elementsFrom(elements)],
      capabilities: ON_SCREEN,
    };
    return this.underDecision.show(asked, wish, (permitted) => {
      if (!showsSomething(permitted.decision)) throw refusalOf(permitted.decision);
      return personView(personId, permitted);
    });
  }

  /** Why these records are one person: from the records the user may see the name in, and no others. */
  @Get(':personId/explanation')
  @AnswersObject('Why these records are one person, as identity-service tells it under the permit.')
  @Decided('by name of each source record')
  explain(@Asking() asked: Asked, @Param('personId', IdPipe) personId: string) {
    const wish: Wish = {
      action: 'read',
      persons: [personId],
      elements: everywhere('name'),
      capabilities: ON_SCREEN,
      answeredBy: 'identity-service',
    };
    return this.underDecision.answer(asked, wish, (decision) => {
      if (!showsSomething(decision)) throw refusalOf(decision);
      return this.identity.explanation(personId, decision.permits, asked.userToken);
    });
  }
}
