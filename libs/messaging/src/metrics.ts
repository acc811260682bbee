import { Counter, Gauge, Histogram } from 'prom-client';

/** No label is ever a person or a key. */
export const relayMetrics = {
  isActive: new Gauge({
    name: 'relay_is_active',
    help: '1 while this instance sends the lane',
    labelNames: ['lane'],
  }),
  sent: new Counter({ name: 'outbox_sent_total', help: 'Events acknowledged by Kafka' }),
  sendSeconds: new Histogram({ name: 'send_seconds', help: 'One send of a batch' }),
};

export const outboxMetrics = {
  rows: new Gauge({ name: 'outbox_rows', help: 'Events not yet acknowledged by Kafka' }),
  oldestSeconds: new Gauge({ name: 'outbox_oldest_seconds', help: 'Age of the first of them' }),
  oldestTxSeconds: new Gauge({
    name: 'oldest_tx_seconds',
    help: 'Longest transaction of the database: vacuum waits for it',
  }),
  deadTuples: new Gauge({
    name: 'dead_tuples',
    help: 'Deleted rows of the outbox not yet vacuumed',
  }),
};

export const consumerMetrics = {
  events: new Counter({
    name: 'events_total',
    help: 'Events by type and outcome',
    labelNames: ['type', 'outcome'],
  }),
  batchEvents: new Histogram({
    name: 'batch_events',
    help: 'Events in one transaction',
    buckets: [1, 5, 20, 50, 100, 200, 500],
  }),
  batchSeconds: new Histogram({ name: 'batch_seconds', help: 'One batch, received and handled' }),
  duplicates: new Counter({
    name: 'duplicates_total',
    help: 'Events that had been handled before',
  }),
  deadLetters: new Counter({
    name: 'dead_letters_total',
    help: 'Events refused',
    labelNames: ['code'],
  }),
  lost: new Counter({
    name: 'events_lost_total',
    help: 'Events that retention took before they were handled: an alarm',
  }),
  rebuilds: new Counter({
    name: 'client_rebuilds_total',
    help: 'Kafka clients built again after a crash',
  }),
  paused: new Gauge({ name: 'partitions_paused', help: 'Partitions that back off' }),
};
