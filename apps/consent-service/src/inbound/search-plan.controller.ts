import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { Refused, SearchPlanRequest, type SearchPlan } from '@continuum/contracts';
import { Caller, type CallerIdentity } from '@continuum/service-kit';
import { askedBy, contextOf } from '../actions/asking.js';
import { DecisionTaker } from '../actions/decision-taker.js';
import { issueSearchPermit } from '../actions/issue-permits.js';
import { PermitSigner } from '../actions/permit-signer.js';
import { planSearch } from '../domain/plan-search.js';
import { REASON_TEXTS } from '../domain/reason-texts.js';
import type { ReasonCode } from '../domain/vocabulary.js';

@Controller('v1/search-plans')
export class SearchPlanController {
  constructor(
    private readonly taker: DecisionTaker,
    private readonly signer: PermitSigner,
  ) {}

  /** May this user look people up by these elements? Each candidate gets a decision of its own afterwards. */
  @Post()
  @HttpCode(200)
  async plan(
    @Body() body: SearchPlanRequest,
    @Caller() caller: CallerIdentity,
  ): Promise<SearchPlan> {
    const { taken } = await this.taker.take(
      toLookUp(body),
      askedBy(caller, undefined, []),
      planSearch,
    );
    const { decisionId, verdict } = taken;
    const [reason] = verdict.reasons;
    if (verdict.outcome === 'DENY') throw refusal(reason ?? 'EVAL_ERROR');
    return {
      decisionId,
      validUntil: verdict.validUntil.toISOString(),
      searchable: verdict.searchable,
      permit: await issueSearchPermit(taken, verdict.scope, this.signer),
    };
  }
}

const toLookUp = ({ purpose, elements, context }: SearchPlanRequest) => ({
  ...(purpose !== undefined && { purpose }),
  action: 'look-up' as const,
  persons: [],
  recordKeys: [],
  elements,
  capabilities: [],
  context: contextOf(context),
});

/** What is wrong with the question keeps its code; what is denied is one word for all. */
const OF_THE_QUESTION: readonly ReasonCode[] = [
  'BAD_REQUEST',
  'PURPOSE_MISSING',
  'FIELD_NOT_SEARCHABLE',
];

const refusal = (reason: ReasonCode) =>
  new Refused(OF_THE_QUESTION.includes(reason) ? reason : 'DENIED', REASON_TEXTS[reason]);
