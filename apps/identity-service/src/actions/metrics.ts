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
  steps: new Counter({ name: 'identity_steps_total', help: 'Steps committed' }),
  batchSeconds: new Histogram({
    name: 'identity_batch_seconds',
    help: 'One transaction of steps, from fence to commit',
    buckets: [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 5],
  }),
};
