import { Controller, Get, Param, Query } from '@nestjs/common';
import { AsOf, PersonView } from '@continuum/contracts';
import { IdPipe } from '@continuum/service-kit';
import { Answers, AnswersObject } from '../decision/answers.js';
import { Asking, type Asked } from '../decision/asked.js';
import { Decided } from '../decision/decided.js';
import { assertSomething } from '../decision/refusal.js';
import { ON_SCREEN, UnderDecision, type Wish } from '../decision/under-decision.js';
import { IdentityClient } from '../../clients/identity.client.js';
import { linksOf } from './links-of.js';
import { elementsFrom } from './person-elements.js';
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
      assertSomething(permitted.decision);
      return personView(personId, permitted);
    });
  }

  /** Why these records are one person: from the records the user may see the name in, and no others. */
  @Get(':personId/explanation')
  @AnswersObject('Why these records are one person, as identity-service tells it under the permit.')
  @Decided('by name of each source record')
  explain(
    @Asking() asked: Asked,
    @Param('personId', IdPipe) personId: string,
    @Query() query: AsOf,
  ): Promise<object> {
    return this.told(asked, personId, `/explanation${since(query)}`);
  }

  /** Whose records these are, now or then. */
  @Get(':personId/links')
  @AnswersObject(
    'The records of the person now or then, as identity-service tells it under the permit.',
  )
  @Decided('by name of each source record')
  links(
    @Asking() asked: Asked,
    @Param('personId', IdPipe) personId: string,
    @Query() query: AsOf,
  ): Promise<object> {
    return this.told(asked, personId, since(query));
  }

  @Get(':personId/history')
  @AnswersObject(
    'What became of the links, and why, as identity-service tells it under the permit.',
  )
  @Decided('by name of each source record')
  history(@Asking() asked: Asked, @Param('personId', IdPipe) personId: string): Promise<object> {
    return this.told(asked, personId, '/history');
  }

  private told(asked: Asked, personId: string, what: string): Promise<object> {
    return this.underDecision.answer(
      asked,
      linksOf({ persons: [personId] }, 'read'),
      (decision) => {
        assertSomething(decision);
        const path = `/v1/persons/${personId}${what}`;
        return this.identity.told(path, decision.permits, asked.userToken);
      },
    );
  }
}

const since = ({ asOf }: AsOf) => (asOf ? `?${new URLSearchParams({ asOf }).toString()}` : '');
