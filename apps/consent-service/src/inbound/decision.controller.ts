import { Body, Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { DecisionRequest, type Decision } from '@continuum/contracts';
import { Caller, type CallerIdentity, IdPipe } from '@continuum/service-kit';
import { answerOf } from '../actions/answer.js';
import { askedBy, toAccessRequest } from '../actions/asking.js';
import { DecisionTaker } from '../actions/decision-taker.js';
import { Explainer, type Explanation } from '../actions/explainer.js';
import { Releaser } from '../actions/releaser.js';
import { ON_BEHALF_SERVICES } from '../tokens.js';

@Controller('v1/decisions')
export class DecisionController {
  constructor(
    private readonly taker: DecisionTaker,
    private readonly releaser: Releaser,
    private readonly explainer: Explainer,
    @Inject(ON_BEHALF_SERVICES) private readonly onBehalfServices: readonly string[],
  ) {}

  @Post()
  @HttpCode(200)
  async decide(@Body() body: DecisionRequest, @Caller() caller: CallerIdentity): Promise<Decision> {
    const by = askedBy(caller, body.onBehalfOf, this.onBehalfServices);
    const { taken, permits } = await this.taker.take(toAccessRequest(body), by);
    return answerOf(taken, permits);
  }

  /** Just before bytes leave: nothing it rests on may have moved. */
  @Post(':decisionId/release')
  @HttpCode(204)
  async release(
    @Param('decisionId', IdPipe) decisionId: string,
    @Caller() caller: CallerIdentity,
  ): Promise<void> {
    await this.releaser.release(decisionId, caller);
  }

  @Get(':decisionId/explanation')
  async explain(
    @Param('decisionId', IdPipe) decisionId: string,
    @Caller() caller: CallerIdentity,
  ): Promise<Explanation> {
    return this.explainer.explain(decisionId, caller);
  }
}
