import Type from 'typebox';
import type { DataOf, EventOf } from '../event.js';
import { eventFamily } from '../event.js';
import {
  Code,
  Department,
  Label,
  LocalDate,
  PartialDate,
  RecordKey,
  Version,
  oneOf,
  record,
} from '../words.js';

const text = (maxLength: number) => Type.String({ maxLength });

export const PersonName = record({
  use: oneOf('official', 'alias', 'former', 'nickname'),
  given: Type.Optional(text(100)),
  middle: Type.Optional(text(100)),
  family: Type.Optional(text(100)),
  suffix: Type.Optional(text(20)),
});
export const Identifier = record({
  kind: Code,
  issuer: Type.Optional(text(80)),
  value: text(80),
});
export const Address = record({
  line1: Type.Optional(text(120)),
  unit: Type.Optional(text(40)),
  city: Type.Optional(text(80)),
  region: Type.Optional(text(40)),
  postcode: Type.Optional(text(20)),
  kind: oneOf('home', 'mailing', 'shelter', 'facility', 'unknown'),
});
export const Sex = oneOf('female', 'male', 'other', 'unknown');

const event = eventFamily('subject', 1, {
  topic: 'subjects',
  key: 'recordKey',
  version: 'recordVersion',
  data: record({
    recordKey: RecordKey,
    recordVersion: Version,
    department: Department,
    source: Code,
    recordId: text(120),
    dataset: Code,
    labels: Type.Array(Label),
    /** withdrawn: voided or sealed; erased: purged. */
    state: oneOf('present', 'withdrawn', 'erased'),
    observedOn: Type.Optional(LocalDate),
    names: Type.Array(PersonName, { maxItems: 20 }),
    birthDates: Type.Array(PartialDate, { maxItems: 10 }),
    statedAge: Type.Optional(
      record({ years: Type.Integer({ minimum: 0, maximum: 130 }), on: LocalDate }),
    ),
    sex: Sex,
    identifiers: Type.Array(Identifier, { maxItems: 40 }),
    addresses: Type.Array(Address, { maxItems: 20 }),
    phones: Type.Array(text(40), { maxItems: 20 }),
    emails: Type.Array(text(200), { maxItems: 20 }),
    attributes: Type.Array(record({ kind: Code, value: text(200) }), { maxItems: 20 }),
    unidentified: Type.Boolean(),
    sameAs: Type.Array(RecordKey, { maxItems: 50 }),
  }),
});

/** Who one record is about. Only identity-service may read it. */
export const SubjectReportedV1 = event('reported');
export type SubjectReportedV1 = EventOf<typeof SubjectReportedV1>;
export type Subject = DataOf<typeof SubjectReportedV1>;
