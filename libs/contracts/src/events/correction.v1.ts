import Type from 'typebox';
import type { EventOf } from '../event.js';
import { eventFamily } from '../event.js';
import { Uuid, Version, oneOf, record } from '../words.js';
import { careHeader } from './care.v1.js';

const event = eventFamily('correction', 1, {
  topic: 'care',
  key: 'correctionId',
  version: 'version',
  data: record({
    ...careHeader,
    correctionId: Uuid,
    /** Its record turned out to be somebody else's; or no record says whose it is. */
    kind: oneOf('person_moved', 'person_uncertain'),
    /** Dataset and id of the case or referral, and its version after the step. */
    dataset: oneOf('mdt', 'rfrl'),
    thingId: Uuid,
    thingVersion: Version,
    outcome: Type.Optional(oneOf('followed', 'confirmed', 'named', 'linked_again')),
  }),
});

/** A case or referral was about the wrong person, or may be: its owner, the department, has to put it right. */
export const CorrectionRaisedV1 = event('raised');
/** It is settled whom the case or referral is about. */
export const CorrectionResolvedV1 = event('resolved');
export type CorrectionV1 = EventOf<typeof CorrectionRaisedV1>;
