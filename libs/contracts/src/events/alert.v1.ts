import Type from 'typebox';
import type { EventOf } from '../event.js';
import { eventFamily } from '../event.js';
import { Code, Uuid, oneOf, record } from '../words.js';
import { careHeader } from './care.v1.js';

const event = eventFamily('alert', 1, {
  topic: 'care',
  key: 'alertId',
  version: 'version',
  data: record({
    ...careHeader,
    alertId: Uuid,
    code: Code,
    severity: oneOf('low', 'normal', 'high'),
    recipientRole: Code,
    channel: Type.Optional(Code),
  }),
});

/** Somebody should look at a person. To whom it goes is decided when it is sent. */
export const AlertRaisedV1 = event('raised');
/** An alert was sent to a recipient it may reach. */
export const AlertDeliveredV1 = event('delivered');
/** A recipient took note. */
export const AlertAcknowledgedV1 = event('acknowledged');
/** Nobody took note in time: it went further up. */
export const AlertEscalatedV1 = event('escalated');
/** What the alert was about is over. */
export const AlertEndedV1 = event('ended');
export type AlertV1 = EventOf<typeof AlertRaisedV1>;
