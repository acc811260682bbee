import Type from 'typebox';
import { Code, Instant, oneOf, record } from '../words.js';
import { activity, ownerOnly, reference, required } from './field.js';
import { recordKind, type ActivityOf } from './record-kind.js';

export const Charge = record({
  chargeId: Type.Optional(Code),
  statute: Type.String({ maxLength: 60 }),
  level: oneOf('infraction', 'misdemeanor', 'felony', 'municipal'),
  disposition: Type.Optional(Code),
});

/** One booking is one custody stay. */
export const Booking = recordKind({
  kind: 'booking',
  dataset: 'book',
  labels: ['LOCAL_CH'],
  datedBy: ['admittedAt'],
  fields: {
    bookingNo: required(reference()),
    facility: required(activity(Code)),
    admittedAt: required(activity(Instant)),
    admissionReason: required(
      activity(
        oneOf(
          'new_offence',
          'warrant_fta',
          'warrant_other',
          'probation_violation',
          'sentence_service',
          'weekend_service',
          'court_return',
          'transfer_in',
          'hold_other_agency',
          'return_from_temp_release',
          'civil_intoxication',
        ),
      ),
    ),
    bookingGroupNo: reference(),
    incidentNo: activity(Type.Array(Code, { maxItems: 20 })),
    arrestType: activity(oneOf('on_view', 'cited', 'taken_into_custody')),
    arrestingAgency: activity(Code),
    projectedReleaseAt: activity(Instant),
    releasedAt: activity(Instant),
    releaseReason: activity(
      oneOf(
        'cited_out',
        'own_recognisance',
        'bail',
        'time_served',
        'charges_dropped',
        '849b1',
        '849b2',
        '849b3',
        '849b5',
        'transfer_out',
        'to_treatment',
        'temporary',
        'died',
        'escape',
        'error',
      ),
    ),
    legalStatus: activity(oneOf('arrest', 'detention_only', 'civil')),
    isPaperOnly: activity(Type.Boolean()),
    charges: activity(Type.Array(Charge, { maxItems: 100 })),
    moves: activity(
      Type.Array(record({ at: Instant, facility: Code, unit: Type.Optional(Code) }), { maxItems: 200 }),
    ),
    isScreened: activity(Type.Boolean()),
    arrestNo: ownerOnly(Type.String({ maxLength: 60 })),
    bailCents: ownerOnly(Type.Integer({ minimum: 0 })),
    screenPositive: ownerOnly(Type.Boolean(), { labels: ['HIPAA'] }),
  },
});
export const BookingRecordedV1 = Booking.activity;
export type BookingRecordedV1 = ActivityOf<typeof Booking>;
