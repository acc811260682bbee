import { Counter, Gauge, Histogram } from 'prom-client';

/** No label is ever a person or a key. */
export const preparationMetrics = {
  leftOut: new Counter({
    name: 'identity_values_left_out_total',
    help: 'Values left out in preparation, by source and reason',
    labelNames: ['source', 'flag'],
  }),
};

export const resolverMetrics = {
  isWriter: new Gauge({
    name: 'identity_is_writer',
    help: '1 while this instance holds the lease',
  }),
  leaseEpoch: new Gauge({
    name: 'identity_lease_epoch',
    help: 'Epoch of the lease this instance took last',
  }),
  steps: new Counter({ name: 'identity_steps_total', help: 'Steps committed' }),
  batchSteps: new Histogram({
    name: 'identity_batch_steps',
    help: 'Steps of one transaction',
    buckets: [1, 2, 5, 10, 50, 100, 250, 500],
  }),
  batchSeconds: new Histogram({
    name: 'identity_batch_seconds',
    help: 'One transaction of steps, from fence to commit',
    buckets: [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 5],
  }),
  intakeAge: new Gauge({
    name: 'identity_intake_age_seconds',
    help: 'How long the first command that waited had waited when it was taken; 0 where none waited',
  }),
  memoryBytes: new Gauge({
    name: 'identity_memory_bytes',
    help: 'Typed arrays of the writer, by part',
    labelNames: ['part'],
  }),
  candidates: new Histogram({
    name: 'identity_candidates',
    help: 'Descriptions that share a key with a new one',
    buckets: [0, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000],
  }),
  largestComponent: new Gauge({
    name: 'identity_largest_component',
    help: 'Descriptions of the largest component clustered since the start',
  }),
  largestPerson: new Gauge({
    name: 'identity_largest_person',
    help: 'Records of the largest person changed since the start',
  }),
  refusals: new Counter({
    name: 'identity_refusals_total',
    help: 'Edges that a guard kept from uniting, each time they are judged',
    labelNames: ['guard'],
  }),
  merges: new Counter({
    name: 'identity_merges_total',
    help: 'Persons absorbed, by cause',
    labelNames: ['cause'],
  }),
  splits: new Counter({
    name: 'identity_splits_total',
    help: 'Persons split, by cause',
    labelNames: ['cause'],
  }),
};

export const reviewMetrics = {
  open: new Gauge({
    name: 'identity_reviews_open',
    help: 'Open review tasks, by kind',
    labelNames: ['kind'],
  }),
  oldest: new Gauge({
    name: 'identity_reviews_oldest_seconds',
    help: 'Age of the oldest open review task, by kind',
    labelNames: ['kind'],
  }),
};
