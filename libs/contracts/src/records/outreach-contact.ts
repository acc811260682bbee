import Type from 'typebox';
import { Code, Instant, oneOf } from '../words.js';
import type { ActivityOf } from './activity.js';
import { activity, ownerOnly, required, text } from './field.js';
import { recordKind } from './record-kind.js';

/** An outreach team met a person, or tried to. */
export const OutreachContact = recordKind({
  kind: 'outreach_contact',
  dataset: 'outr',
  labels: ['STATE_CONF'],
  datedBy: ['contactAt'],
  fields: {
    contactAt: required(activity(Instant)),
    team: required(activity(Code)),
    contactType: required(
      activity(oneOf('street', 'shelter', 'phone', 'field_referral', 'jail_visit')),
    ),
    area: activity(Code),
    outcome: activity(oneOf('engaged', 'declined', 'not_found', 'referred', 'service_given')),
    isVerifiedHomeless: activity(Type.Boolean()),
    incidentNo: activity(Code),
    place: ownerOnly(text(200)),
    note: ownerOnly(text(2000)),
  },
});
export const OutreachContactRecordedV1 = OutreachContact.activity;
export type OutreachContactRecordedV1 = ActivityOf<typeof OutreachContact>;
