import Type from 'typebox';
import { Code, Instant, oneOf, record } from '../words.js';
import type { ActivityOf } from './activity.js';
import { activity, ownerOnly, reference, required, text } from './field.js';
import { recordKind } from './record-kind.js';

export const OffenceLevel = oneOf('infraction', 'misdemeanor', 'felony', 'municipal');
export const Statute = Type.String({ pattern: '^[A-Za-z0-9 ().,:/-]+$', maxLength: 60 });

/** A charge as the jail holds it; its life is the prosecutor's record kind `charge`. */
const BookedCharge = record({
  chargeId: Type.Optional(Code),
  statute: Statute,
  level: OffenceLevel,
  disposition: Type.Optional(Code),
});

/** One booking is one custody stay. */
export const Booking = recordKind({
  kind: 'booking',
  dataset: 'book',
  labels: ['LOCAL_CH'],
  datedBy: ['admittedAt'],
  endedBy: 'releasedAt',
  fields: {
    bookingNo: required(reference({ identifier: 'booking-no' })),
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
    charges: activity(Type.Array(BookedCharge, { maxItems: 100 })),
    moves: activity(
      Type.Array(record({ at: Instant, facility: Code, unit: Type.Optional(Code) }), {
        maxItems: 200,
      }),
    ),
    isScreened: activity(Type.Boolean()),
    arrestNo: ownerOnly(text(60)),
    bailCents: ownerOnly(Type.Integer({ minimum: 0 })),
    screenPositive: ownerOnly(Type.Boolean(), { labels: ['HIPAA'] }),
  },
});
export const BookingRecordedV1 = Booking.activity;
export type BookingRecordedV1 = ActivityOf<typeof Booking>;
