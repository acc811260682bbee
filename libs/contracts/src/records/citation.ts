import Type from 'typebox';
import { Code, Instant, LocalDate, oneOf, record } from '../words.js';
import type { ActivityOf } from './activity.js';
import { OffenceLevel, Statute } from './booking.js';
import { activity, ownerOnly, ownerPart, reference, required, text } from './field.js';
import { recordKind } from './record-kind.js';

const Violation = record({
  statute: Statute,
  level: OffenceLevel,
  count: Type.Optional(Type.Integer({ minimum: 1 })),
  text: ownerPart(300),
});

export const CitationCategory = oneOf('criminal', 'traffic', 'municipal', 'parking');

/** A ticket or a notice to appear. Without a category, it is derived from the violations. */
export const Citation = recordKind({
  kind: 'citation',
  dataset: 'cite',
  labels: ['LOCAL_CH'],
  datedBy: ['occurredAt', 'issuedAt'],
  fields: {
    citationNo: required(reference({ identifier: 'citation-no' })),
    issuedAt: required(activity(Instant)),
    issuingAgency: required(activity(Code)),
    violations: required(activity(Type.Array(Violation, { minItems: 1, maxItems: 50 }))),
    incidentNo: activity(Code),
    occurredAt: activity(Instant),
    category: activity(CitationCategory),
    isArrest: activity(Type.Boolean()),
    officerNo: reference(),
    beat: activity(Code),
    area: activity(Code),
    appearByOn: activity(LocalDate),
    court: activity(Code),
    releaseType: activity(oneOf('field', 'after_booking')),
    disposition: activity(Code),
    dispositionOn: activity(LocalDate),
    place: ownerOnly(text(200)),
  },
});
export const CitationRecordedV1 = Citation.activity;
export type CitationRecordedV1 = ActivityOf<typeof Citation>;
