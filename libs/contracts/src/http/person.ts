import { IsISO8601, IsOptional, Matches } from 'class-validator';
import Type from 'typebox';
import { PersonName } from '../events/subject.v1.js';
import { view, type ViewOf } from '../view.js';
import { AnyKey, Instant, nullable, oneOf, PartialDate, Uuid } from '../words.js';
import { Obligation, WithheldElement } from './decision.js';
import { ServiceView } from './service.js';

/** `?asOf=`: a day or an instant; what was linked then. */
export class AsOf {
  @IsOptional()
  @Matches(/^\d{4}-\d{2}-\d{2}(T[0-9:.]+(Z|[+-]\d{2}:\d{2}))?$/)
  @IsISO8601({ strict: true })
  readonly asOf?: string;
}

/** Element id → value, permitted ones alone; what each is stands in the contract of its record. */
const Elements = Type.Record(Type.String(), Type.Unknown());
const Notices = Type.Array(Obligation);

/** Elements of one department that are not shown, and why. What is silent is not here. */
const Withheld = Type.Object({
  department: Type.String(),
  dataset: Type.String(),
  reason: Type.String(),
  text: nullable(Type.String()),
  elements: Type.Array(Type.String()),
});

/** GET /v1/persons/:personId: one person as this user may see them for this purpose. */
export const PersonView = view('PersonView', {
  personId: Uuid,
  decisionId: Uuid,
  validUntil: Instant,
  confidentiality: oneOf('U', 'L', 'M', 'N', 'R', 'V'),
  name: nullable(PersonName),
  birthDate: nullable(PartialDate),
  departments: Type.Array(
    Type.Object({
      department: Type.String(),
      records: Type.Array(
        Type.Object({ recordKey: AnyKey, dataset: Type.String(), elements: Elements }),
      ),
    }),
  ),
  withheld: Type.Array(Withheld),
  notices: Notices,
});
export type PersonView = ViewOf<typeof PersonView>;

/** Somebody who was found and may be seen. */
export const Hit = view('Hit', {
  personId: Uuid,
  name: nullable(PersonName),
  birthDate: nullable(PartialDate),
  band: oneOf('strong', 'likely', 'possible'),
  probability: Type.Number(),
  reasons: Type.Array(Type.String()),
});
export type Hit = ViewOf<typeof Hit>;

/** POST /v1/search: no total and no gap, so whom the user may not see is as one who is not there. */
export const Hits = view('Hits', {
  hits: Type.Array(Hit),
  narrow: Type.Optional(Type.Array(Type.String())),
  notices: Notices,
});
export type Hits = ViewOf<typeof Hits>;

/** One case or referral as far as it may be seen. */
export const CareRecord = view('CareRecord', {
  id: Uuid,
  personId: nullable(Uuid),
  elements: Elements,
  withheld: Type.Array(WithheldElement),
  notices: Notices,
});
export type CareRecord = ViewOf<typeof CareRecord>;

/** What a responder reads on the street, in this order. A section that may not be shown is not there. */
export const FieldCard = view('FieldCard', {
  personId: Uuid,
  who: Type.Optional(Type.Object({ name: nullable(PersonName), birthDate: nullable(PartialDate) })),
  safety: Type.Optional(Type.Unknown()),
  howToHelp: Type.Optional(Type.Unknown()),
  callNow: Type.Optional(Type.Unknown()),
  isConnected: Type.Optional(Type.Unknown()),
  referrals: Type.Optional(
    Type.Array(Type.Object({ label: Type.Unknown(), isOpen: Type.Unknown() })),
  ),
  doNext: Type.Array(Type.Pick(ServiceView, ['serviceId', 'publicLabel', 'answer', 'capacity'])),
  conditions: Type.Optional(Type.Array(Elements)),
  /** Something was not permitted, or a part of the system did not answer. */
  isLimited: Type.Boolean(),
  validUntil: Type.Optional(Instant),
  decisionId: Type.Optional(Uuid),
  notices: Notices,
});
export type FieldCard = ViewOf<typeof FieldCard>;
