import {
  AlertAcknowledgedV1,
  AlertDeliveredV1,
  AlertEndedV1,
  AlertEscalatedV1,
  AlertRaisedV1,
  CapacityReleasedV1,
  CapacityReportedV1,
  CapacityReservedV1,
  PersonReviewRaisedV1,
  PersonReviewResolvedV1,
  recordKinds,
  ServiceClosedV1,
  ServicePublishedV1,
  type EventDefinition,
} from '@continuum/contracts';

/** Of activities only custody, incidents and withdrawals say who may see what. */
const activities = [...recordKinds.values()]
  .filter(({ kind }) => kind !== 'incident')
  .map(({ activity }) => activity);

/** Types of the topics we read that open or close nothing. */
export const ignoredEvents = [
  ...activities,
  PersonReviewRaisedV1,
  PersonReviewResolvedV1,
  ServicePublishedV1,
  ServiceClosedV1,
  CapacityReportedV1,
  CapacityReservedV1,
  CapacityReleasedV1,
  AlertRaisedV1,
  AlertDeliveredV1,
  AlertAcknowledgedV1,
  AlertEscalatedV1,
  AlertEndedV1,
] as unknown as readonly EventDefinition[];
