import Type from 'typebox';
import { Code, Instant } from '../words.js';
import type { ActivityOf } from './activity.js';
import { activity, ownerOnly, required, text } from './field.js';
import { recordKind } from './record-kind.js';

/** A service a person received. Its label is that of its source. */
export const ServiceProvided = recordKind({
  kind: 'service_provided',
  dataset: 'serv',
  labels: [],
  datedBy: ['startsAt'],
  endedBy: 'endsAt',
  fields: {
    serviceCode: required(activity(Code)),
    startsAt: required(activity(Instant)),
    programme: activity(Code),
    providerId: activity(Code),
    endsAt: activity(Instant),
    units: activity(Type.Number({ minimum: 0 })),
    unit: activity(Code),
    unitCostCents: activity(Type.Integer({ minimum: 0 })),
    note: ownerOnly(text(2000)),
  },
});
export const ServiceProvidedRecordedV1 = ServiceProvided.activity;
export type ServiceProvidedRecordedV1 = ActivityOf<typeof ServiceProvided>;
