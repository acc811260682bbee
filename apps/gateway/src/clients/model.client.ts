import type {
  ActivateModel,
  ActiveModel,
  CompareModel,
  ComparisonBegun,
  ComparisonView,
  ModelPair,
  TrainingBegun,
  TrainingView,
  TrainModel,
} from '@continuum/contracts';
import type { ServiceClient } from '@continuum/service-kit';

/** Identity-service as the one that learns how records link. */
export class ModelClient {
  constructor(private readonly identity: ServiceClient) {}

  active(userToken: string): Promise<ActiveModel> {
    return this.identity.json('/v1/models/active', { userToken });
  }

  training(trainingId: string, userToken: string): Promise<TrainingView> {
    return this.identity.json(`/v1/models/trainings/${trainingId}`, { userToken });
  }

  comparison(comparisonId: string, userToken: string): Promise<ComparisonView> {
    return this.identity.json(`/v1/models/comparisons/${comparisonId}`, { userToken });
  }

  train(body: TrainModel, userToken: string): Promise<TrainingBegun> {
    return this.identity.json('/v1/models/train', { method: 'POST', body, userToken });
  }

  compare(modelId: string, body: CompareModel, userToken: string): Promise<ComparisonBegun> {
    return this.identity.json(pathOf(modelId, 'compare'), { method: 'POST', body, userToken });
  }

  activate(modelId: string, body: ActivateModel, userToken: string): Promise<ModelPair> {
    return this.identity.json(pathOf(modelId, 'activate'), { method: 'POST', body, userToken });
  }

  cancel(userToken: string): Promise<ModelPair> {
    return this.identity.json('/v1/models/activation', { method: 'DELETE', userToken });
  }
}

const pathOf = (modelId: string, what: string) =>
  `/v1/models/${encodeURIComponent(modelId)}/${what}`;
