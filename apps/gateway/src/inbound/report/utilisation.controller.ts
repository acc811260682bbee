import { Controller, Get, Param, Query } from '@nestjs/common';
import { UtilisationQuery, UtilisationView } from '@continuum/contracts';
import { IdPipe } from '@continuum/service-kit';
import { ReportingClient } from '../../clients/reporting.client.js';
import { Answers } from '../decision/answers.js';
import { Asking, type Asked } from '../decision/asked.js';
import { Decided } from '../decision/decided.js';
import { assertSomething } from '../decision/refusal.js';
import { UnderDecision, type Wish } from '../decision/under-decision.js';

/** What dates the records that are counted as contacts. */
const CONTACTS = ['book.admittedAt', 'cite.issuedAt', 'cite.occurredAt'];

@Controller('v1/persons')
export class UtilisationController {
  constructor(
    private readonly underDecision: UnderDecision,
    private readonly reporting: ReportingClient,
  ) {}

  @Get(':personId/utilisation')
  @Answers(UtilisationView)
  @Decided('by date of each booking and citation')
  show(
    @Asking() asked: Asked,
    @Param('personId', IdPipe) personId: string,
    @Query() query: UtilisationQuery,
  ): Promise<UtilisationView> {
    const wish: Wish = {
      action: 'read',
      persons: [personId],
      elements: CONTACTS,
      capabilities: ['NO_SHARE_ON', 'VIEW_ONLY', 'TIMEBOX'],
      answeredBy: 'reporting-service',
    };
    return this.underDecision.answer(asked, wish, (decision) => {
      assertSomething(decision);
      return this.reporting.utilisation(personId, { ...query }, decision.permits, asked.userToken);
    });
  }
}
