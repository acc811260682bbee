import { Body, Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import {
  ActivateModel,
  ActiveModel,
  CompareModel,
  ComparisonBegun,
  ComparisonView,
  ModelPair,
  Refused,
  TrainingBegun,
  TrainingView,
  TrainModel,
  type Decision,
} from '@continuum/contracts';
import { IdPipe } from '@continuum/service-kit';
import { ModelClient } from '../../clients/model.client.js';
import { Answers } from '../decision/answers.js';
import { Asking, type Asked } from '../decision/asked.js';
import { Decided } from '../decision/decided.js';
import { refusalOf } from '../decision/refusal.js';
import { UnderDecision, type Wish } from '../decision/under-decision.js';
import { everywhere } from '../person/person-elements.js';

const NAMES = everywhere('name');
/** A model is counted from every record and links every record; nobody is named. */
const COUNTED: Wish = {
  action: 'aggregate',
  elements: NAMES,
  capabilities: ['SUPPRESS', 'NO_REIDENT'],
};
const HOW = 'by name of every dataset, action aggregate';

/** How records link: learn, see what would change, go over to it, come back. */
@Controller('v1/models')
export class ModelController {
  constructor(
    private readonly underDecision: UnderDecision,
    private readonly models: ModelClient,
  ) {}

  @Get('active')
  @Answers(ActiveModel)
  @Decided(HOW)
  active(@Asking() asked: Asked): Promise<ActiveModel> {
    return this.act(asked, (userToken) => this.models.active(userToken));
  }

  @Post('train')
  @Answers(TrainingBegun, 202)
  @HttpCode(202)
  @Decided(HOW)
  train(@Asking() asked: Asked, @Body() body: TrainModel): Promise<TrainingBegun> {
    return this.act(asked, (userToken) => this.models.train(body, userToken));
  }

  @Get('trainings/:trainingId')
  @Answers(TrainingView)
  @Decided(HOW)
  training(
    @Asking() asked: Asked,
    @Param('trainingId', IdPipe) trainingId: string,
  ): Promise<TrainingView> {
    return this.act(asked, (userToken) => this.models.training(trainingId, userToken));
  }

  @Get('comparisons/:comparisonId')
  @Answers(ComparisonView)
  @Decided(HOW)
  comparison(
    @Asking() asked: Asked,
    @Param('comparisonId', IdPipe) comparisonId: string,
  ): Promise<ComparisonView> {
    return this.act(asked, (userToken) => this.models.comparison(comparisonId, userToken));
  }

  @Post(':modelId/compare')
  @Answers(ComparisonBegun, 202)
  @HttpCode(202)
  @Decided(HOW)
  compare(
    @Asking() asked: Asked,
    @Param('modelId') modelId: string,
    @Body() body: CompareModel,
  ): Promise<ComparisonBegun> {
    return this.act(asked, (userToken) => this.models.compare(modelId, body, userToken));
  }

  /** By another user than the one who trained it. */
  @Post(':modelId/activate')
  @Answers(ModelPair, 202)
  @HttpCode(202)
  @Decided(HOW)
  activate(
    @Asking() asked: Asked,
    @Param('modelId') modelId: string,
    @Body() body: ActivateModel,
  ): Promise<ModelPair> {
    return this.act(asked, (userToken) => this.models.activate(modelId, body, userToken));
  }

  /** Gives up an activation that is under way, and goes back. */
  @Delete('activation')
  @Answers(ModelPair, 202)
  @HttpCode(202)
  @Decided(HOW)
  cancel(@Asking() asked: Asked): Promise<ModelPair> {
    return this.act(asked, (userToken) => this.models.cancel(userToken));
  }

  private act<T>(asked: Asked, act: (userToken: string) => Promise<T>): Promise<T> {
    return this.underDecision.act(asked, COUNTED, () => act(asked.userToken), assertAll);
  }
}

/** One owner who does not agree is enough: a model cannot be learnt around its records. */
function assertAll(decision: Decision): void {
  const shown = new Set(
    decision.sources.flatMap((source) => source.shown.map(({ element }) => element)),
  );
  if (NAMES.every((name) => shown.has(name))) return;
  const refusal = refusalOf(decision);
  if (refusal.code !== 'NOT_FOUND') throw refusal;
  throw new Refused('DENIED', 'This is not permitted for this purpose.');
}
