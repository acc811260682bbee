import Type from 'typebox';
import type { EventOf } from '../event.js';
import { eventFamily } from '../event.js';
import { Code, Department, Instant, Label, Version, oneOf, record } from '../words.js';

const service = eventFamily('service', 1, {
  topic: 'care',
  key: 'serviceId',
  version: 'version',
  data: record({
    serviceId: Code,
    version: Version,
    at: Instant,
    organizationId: Code,
    department: Department,
    /** Names no diagnosis. */
    publicLabel: Type.String({ maxLength: 120 }),
    taxonomy: Type.Array(Code),
    labels: Type.Array(Label),
    status: oneOf('active', 'inactive', 'defunct', 'temporarily_closed'),
  }),
});
/** A service of the directory as it is now. */
export const ServicePublishedV1 = service('published');
/** A service takes nobody any more. */
export const ServiceClosedV1 = service('closed');
export type ServiceV1 = EventOf<typeof ServicePublishedV1>;

const Places = Type.Integer({ minimum: 0 });
const capacity = eventFamily('capacity', 1, {
  topic: 'care',
  key: 'serviceId',
  version: 'version',
  data: record({
    serviceId: Code,
    version: Version,
    at: Instant,
    unit: Code,
    population: Code,
    available: Places,
    reserved: Places,
    maximum: Places,
    funded: Places,
    reportedAt: Instant,
  }),
});
/** A service told how many places it has. */
export const CapacityReportedV1 = capacity('reported');
/** A place was locked for a referral. */
export const CapacityReservedV1 = capacity('reserved');
/** A locked place is free again. */
export const CapacityReleasedV1 = capacity('released');
export type CapacityV1 = EventOf<typeof CapacityReportedV1>;
