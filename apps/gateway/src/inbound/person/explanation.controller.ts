import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ExplainPair } from '@continuum/contracts';
import { randomUUID } from 'node:crypto';
import { IdentityClient } from '../../clients/identity.client.js';
import { AnswersObject } from '../decision/answers.js';
import { Asking, type Asked } from '../decision/asked.js';
import { Decided } from '../decision/decided.js';
import { assertShown } from '../decision/refusal.js';
import { UnderDecision } from '../decision/under-decision.js';
import { linksOf } from './links-of.js';

/** Why two records are one person, or what keeps them apart. */
@Controller('v1/explanations')
export class ExplanationController {
  constructor(
    private readonly underDecision: UnderDecision,
    private readonly identity: IdentityClient,
  ) {}

  @Post('pair')
  @HttpCode(200)
  @AnswersObject('The waterfall of the two, as identity-service tells it under the permit.')
  @Decided('by name of each record of both persons')
  async pair(@Asking() asked: Asked, @Body() body: ExplainPair): Promise<object> {
    const { personIds } = await this.identity.pairSubject(body, asked.userToken);
    // What is not there is asked about at the same cost.
    const persons = personIds.length > 0 ? [...personIds] : [randomUUID()];
    const wish = linksOf({ persons }, 'read');
    return this.underDecision.answer(asked, wish, (decision) => {
      assertShown(decision, { needed: [body.left, body.right] });
      return this.identity.explainPair(body, decision.permits, asked.userToken);
    });
  }
}
