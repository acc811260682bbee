import { Body, Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ActivateModel, CompareModel, Refused, TrainModel } from '@continuum/contracts';
import {
  Caller,
  errorFields,
  LOGGER,
  ServicesOnly,
  type CallerIdentity,
  UuidParam,
} from '@continuum/service-kit';
import type { Logger } from 'pino';
import { ModelDesk, type Job } from '../actions/model-desk.js';

const SEED = 7;

/** Models by their ids and figures, for the gateway alone. Cases, which name records, are for the command `model`. */
@Controller('v1/models')
@ServicesOnly('gateway')
export class ModelController {
  constructor(
    private readonly desk: ModelDesk,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  @Get('active')
  active() {
    return this.desk.active();
  }

  @Post('train')
  @HttpCode(202)
  async train(@Body() { seed = SEED }: TrainModel, @Caller() caller: CallerIdentity) {
    return { trainingId: this.goOn(await this.desk.train(seed, userOf(caller))) };
  }

  @Get('comparisons/:comparisonId')
  async comparison(@UuidParam('comparisonId') comparisonId: string) {
    const { report, ...comparison } = await this.desk.comparison(comparisonId);
    return { ...comparison, figures: report?.figures ?? null };
  }

  @Get(':trainingId')
  training(@UuidParam('trainingId') trainingId: string) {
    return this.desk.training(trainingId);
  }

  @Post(':modelId/compare')
  @HttpCode(202)
  async compare(
    @Param('modelId') modelId: string,
    @Body() { epochId }: CompareModel,
    @Caller() caller: CallerIdentity,
  ) {
    return {
      comparisonId: this.goOn(await this.desk.compare({ modelId, epochId }, userOf(caller))),
    };
  }

  /** 202: the resolver goes over to it from its next turn on. */
  @Post(':modelId/activate')
  @HttpCode(202)
  async activate(
    @Param('modelId') modelId: string,
    @Body() { comparisonId }: ActivateModel,
    @Caller() caller: CallerIdentity,
  ) {
    const { to } = await this.desk.comparison(comparisonId);
    if (to.modelId !== modelId) {
      throw new Refused('STALE_COMPARISON', 'The comparison is not of this model.');
    }
    return this.desk.activate(comparisonId, userOf(caller));
  }

  private goOn({ id, over }: Job): string {
    over.catch((error: unknown) => this.logger.error(errorFields(error), 'model job failed'));
    return id;
  }
}

function userOf({ user }: CallerIdentity): string {
  if (!user) throw new Refused('TOKEN_MISSING', 'A user has to answer for it.');
  return user.id;
}
