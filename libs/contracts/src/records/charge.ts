import Type from 'typebox';
import { Code, LocalDate, PartialDate, oneOf } from '../words.js';
import type { ActivityOf } from './activity.js';
import { OffenceLevel, Statute } from './booking.js';
import { activity, ownerOnly, reference, required, text } from './field.js';
import { recordKind } from './record-kind.js';

/** One charge of a booking or a citation, through filing and disposition. */
export const Charge = recordKind({
  kind: 'charge',
  dataset: 'chrg',
  labels: ['LOCAL_CH'],
  datedBy: ['offenceOn'],
  requiresOneOf: ['bookingNo', 'citationNo'],
  fields: {
    chargeId: required(activity(Code)),
    bookingNo: reference({ identifier: 'booking-no' }),
    citationNo: reference({ identifier: 'citation-no' }),
    statute: required(activity(Statute)),
    level: required(activity(OffenceLevel)),
    offenceOn: required(activity(PartialDate)),
    seq: activity(Type.Integer({ minimum: 1 })),
    offenceGroup: activity(Code),
    count: activity(Type.Integer({ minimum: 1 })),
    caseNo: reference({ identifier: 'case-no' }),
    filedOn: activity(LocalDate),
    filingDecision: activity(oneOf('pending', 'filed', 'rejected', 'diverted')),
    disposition: activity(Code),
    dispositionOn: activity(LocalDate),
    convicted: activity(oneOf('yes', 'no', 'pending', 'unknown')),
    sentenceDays: activity(Type.Integer({ minimum: 0 })),
    text: ownerOnly(text(300)),
    prosecutorRef: ownerOnly(text(60)),
  },
});
export const ChargeRecordedV1 = Charge.activity;
export type ChargeRecordedV1 = ActivityOf<typeof Charge>;
