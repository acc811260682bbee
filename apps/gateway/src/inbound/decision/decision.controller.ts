import { Controller, Get, Param } from '@nestjs/common';
import { Caller, type CallerIdentity, IdPipe } from '@continuum/service-kit';
import { DecisionClient } from '../../clients/decision.client.js';
import { AnswersObject } from './answers.js';
import { WithoutPersons } from './decided.js';

/** Why a decision went as it did: consent-service knows how much of it this user may hear. */
@Controller('v1/decisions')
export class DecisionController {
  constructor(private readonly decisions: DecisionClient) {}

  @Get(':decisionId/explanation')
  @AnswersObject('Outcome and reasons; gate by gate for those who may hear it.')
  @WithoutPersons('reasons of a decision, cut to the user by consent-service')
  explain(
    @Caller() { userToken = '' }: CallerIdentity,
    @Param('decisionId', IdPipe) decisionId: string,
  ): Promise<object> {
    return this.decisions.explanation(decisionId, userToken);
  }
}
