import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import {
  ActivateModel,
  CompareModel,
  Refused,
  TrainModel,
  type ActiveModel,
  type ComparisonBegun,
  type ComparisonView,
  type ModelPair,
  type TrainingBegun,
  type TrainingView,
} from '@continuum/contracts';
import {
  Caller,
  errorFields,
  LOGGER,
  ServicesOnly,
  IdPipe,
  type CallerIdentity,
} from '@continuum/service-kit';
import type { Logger } from 'pino';
import { ModelDesk, type Job } from '../actions/model-desk.js';

/** Models by their ids and figures, for the gateway alone. Cases, which name records, are for the command `model`. */
@Controller('v1/models')
@ServicesOnly('gateway')
export class ModelController {
  constructor(
    private readonly desk: ModelDesk,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  @Get('active')
  active(): Promise<ActiveModel> {
    return this.desk.active();
  }

  @Post('train')
  @HttpCode(202)
  async train(
    @Body() { seed }: TrainModel,
    @Caller() caller: CallerIdentity,
  ): Promise<TrainingBegun> {
    return { trainingId: this.goOn(await this.desk.train(seed, userOf(caller))) };
  }

  @Get('comparisons/:comparisonId')
  async comparison(@Param('comparisonId', IdPipe) comparisonId: string): Promise<ComparisonView> {
    const { report, ...comparison } = await this.desk.comparison(comparisonId);
    return { ...comparison, figures: report?.figures ?? null };
  }

  @Get('trainings/:trainingId')
  training(@Param('trainingId', IdPipe) trainingId: string): Promise<TrainingView> {
    return this.desk.training(trainingId);
  }

  @Post(':modelId/compare')
  @HttpCode(202)
  async compare(
    @Param('modelId') modelId: string,
    @Body() { epochId }: CompareModel,
    @Caller() caller: CallerIdentity,
  ): Promise<ComparisonBegun> {
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
  ): Promise<ModelPair> {
    const { to } = await this.desk.comparison(comparisonId);
    if (to.modelId !== modelId) {
      throw new Refused('STALE_COMPARISON', 'The comparison is not of this model.');
    }
    return this.desk.activate(comparisonId, userOf(caller));
  }

  /** Gives up an activation that is under way: the resolver goes back to the former model. */
  @Delete('activation')
  @HttpCode(202)
  cancel(@Caller() caller: CallerIdentity): Promise<ModelPair> {
    return this.desk.cancel(userOf(caller));
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
