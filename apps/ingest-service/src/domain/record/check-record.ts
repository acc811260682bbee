import type {
  FieldError,
  Label,
  PushedRecord,
  PushedSubject,
  RecordKind,
  Travel,
} from '@continuum/contracts';
import { isDate, precisionOf } from '../dates/partial-date.js';
import { dateIn } from '../dates/zone.js';
import type { City, Source } from '../source.js';
import { readBody, type ReadBody } from './body.js';
import type { CheckedRecord } from './checked-record.js';
import { coarseBody } from './coarse.js';
import { canonical, contentHash } from './content-hash.js';
import { derivedFields, restrictionsOf } from './derived.js';
import { bodyFlags, isFuture, subjectFlags, timeFlags } from './flags.js';
import { headerErrors, keyIdOf, sourceVersionOf } from './header.js';
import { labelsOf, unknownFacilities } from './labels.js';
import { demographicsOf, mayBeJuvenile } from './people.js';
import { noTextAt } from './no-text.js';
import { fault, rejection, type Rejection } from './rejection.js';
import { readShape, type ShapeProblem } from './shape.js';

export interface Checking {
  readonly kind: RecordKind;
  readonly source: Source;
  readonly city: City;
  readonly now: Date;
}

/** JSON escapes like this what no column takes, and little else. */
const ESCAPED = '\\u';

/** One row of the right form but for `problems` → a record ready to be kept, or every reason why not. */
export function checkRecord(
  pushed: PushedRecord,
  problems: readonly ShapeProblem[],
  checking: Checking,
): CheckedRecord | Rejection {
  const { kind, source, city } = checking;
  const { row, errors: shapeErrors, ...shape } = readShape(pushed, kind, problems);
  if (shapeErrors.length > 0) return rejection(pushed, shapeErrors);

  const text = canonical(pushed);
  const noText = text.includes(ESCAPED) ? noTextAt(pushed) : undefined;
  if (noText) return rejection(pushed, [fault(noText, 'BAD_TYPE')]);

  const zones = { source: source.timeZone, city: city.timeZone };
  const read = readBody(kind, row.body ?? {}, zones, city.referenceKey);
  takeOutUnknownFacilities(read, checking);
  const errors = [...headerErrors(row, source), ...read.errors, ...missing(row, read, kind)];
  if (errors.length > 0) return rejection(pushed, errors);

  const recordId = keyIdOf(row, source, city);
  const record = {
    recordKey: `${source.department}/${source.source}/${recordId}`,
    recordId,
    kind,
    department: source.department,
    source: source.source,
    sourceVersion: sourceVersionOf(row, source),
    contentHash: contentHash(text),
    localTz: city.timeZone,
    unreadable: { ...shape.unreadable, ...read.unreadable },
  };
  if (row.status === 'voided') return { ...record, ...voidOf(row, checking) };
  const content = contentOf(row, read, checking, shape.flags);
  return 'errors' in content ? rejection(pushed, content.errors) : { ...record, ...content };
}

type Content = Omit<
  CheckedRecord,
  | 'recordKey'
  | 'recordId'
  | 'kind'
  | 'department'
  | 'source'
  | 'sourceVersion'
  | 'contentHash'
  | 'localTz'
  | 'unreadable'
>;

function voidOf(row: PushedRecord, { kind, source, city }: Checking): Content {
  return {
    isVoid: true,
    reason: row.voidReason ?? null,
    sourcePersonId: null,
    subject: null,
    body: {},
    travel: travelOf(kind, source, []),
    sent: {},
    occurredAt: null,
    occurredPrecision: 'day',
    localDate: null,
    labels: labelsOf(kind, {}, source, city, []),
    restrictions: [],
    flags: [],
    demographics: null,
  };
}

function contentOf(
  row: PushedRecord,
  read: ReadBody,
  checking: Checking,
  shapeFlags: readonly string[],
): Content | { readonly errors: FieldError[] } {
  const { kind, source, city, now } = checking;
  const dating = datingOf(kind, read);
  if (isFuture(dating, now)) {
    return { errors: [fault(`/body/${kind.datedBy[0] ?? ''}`, 'FUTURE_DATE')] };
  }
  const date = dating.localDate;
  const subject = kind.hasSubject ? subjectOf(row.subject, source) : null;
  const isJuvenile = subject !== null && date !== null && mayBeJuvenile(subject, date);
  if (isJuvenile && source.juveniles === 'refuse') {
    return { errors: [fault('/subject/birthDates', 'JUVENILE_NOT_ACCEPTED')] };
  }
  const derived = derivedFields(kind.kind, read.kept);
  const body = { ...read.kept, ...derived.fields };
  const further = [...((row.labels ?? []) as Label[]), ...juvenileLabel(isJuvenile)];
  const labels = labelsOf(kind, body, source, city, further);
  const flags = new Set([
    ...shapeFlags,
    ...read.flags,
    ...derived.flags,
    ...(subject ? subjectFlags(subject, date, dateIn(city.timeZone, +now)) : []),
    ...timeFlags(dating, now),
    ...bodyFlags(kind.kind, body, now),
  ]);
  return {
    isVoid: false,
    reason: row.correctionReason ?? null,
    sourcePersonId: row.sourcePersonId ?? null,
    subject,
    body,
    ...travelling(kind, { ...read.sent, ...derived.fields }, travelOf(kind, source, labels)),
    ...dating,
    labels,
    restrictions: restrictionsOf(kind.kind, body, row.restrictions),
    flags: [...flags],
    demographics: demographicsOf(subject ?? undefined, date),
  };
}

/** What cannot be told coarsely is not told. */
function travelling(
  kind: RecordKind,
  sent: Content['body'],
  travel: Travel,
): Pick<Content, 'travel' | 'sent'> {
  if (travel !== 'coarse') return { travel, sent };
  const coarse = coarseBody(kind, sent);
  return coarse ? { travel, sent: coarse } : { travel: 'none', sent };
}

const juvenileLabel = (isJuvenile: boolean): Label[] => (isJuvenile ? ['JUVENILE'] : []);

function travelOf(kind: RecordKind, source: Source, labels: readonly Label[]) {
  if (labels.includes('JUVENILE')) return 'none';
  return source.travel[kind.kind] ?? kind.travel;
}

/** The first dated field that is there dates the record: once, here. */
function datingOf(
  kind: RecordKind,
  { kept, instants }: ReadBody,
): Pick<CheckedRecord, 'occurredAt' | 'occurredPrecision' | 'localDate'> {
  const field = kind.datedBy.find((name) => kept[name] !== undefined) ?? '';
  const instant = instants.get(field);
  if (instant) {
    return {
      occurredAt: instant.at,
      occurredPrecision: instant.precision,
      localDate: instant.on,
    };
  }
  const date = String(kept[field]);
  const localDate = isDate(date) ? date : null;
  return { occurredAt: null, occurredPrecision: precisionOf(date) ?? 'year', localDate };
}

/** What was taken out of a list left a hole; 1 January of a source that pads is a year. */
function subjectOf(pushed: PushedSubject | undefined, { padsDates }: Source): PushedSubject {
  const subject = Object.fromEntries(
    Object.entries(pushed ?? {}).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.filter((item) => item !== undefined) : value,
    ]),
  ) as PushedSubject;
  if (!padsDates || !subject.birthDates) return subject;
  const birthDates = subject.birthDates.map((date) => date.replace(/^(\d{4})-01-01$/, '$1-XX-XX'));
  return { ...subject, birthDates };
}

function takeOutUnknownFacilities(read: ReadBody, { kind, city }: Checking): void {
  for (const name of unknownFacilities(kind, read.kept, city)) {
    read.unreadable[name] = read.kept[name];
    read.flags.add('unmapped_code');
    delete read.kept[name];
    delete read.sent[name];
  }
}

function missing(row: PushedRecord, { kept }: ReadBody, kind: RecordKind): FieldError[] {
  if (row.status === 'voided' || kind.requiresOneOf.length === 0) return [];
  const isThere = kind.requiresOneOf.some((name) => kept[name] !== undefined);
  return isThere ? [] : [fault(`/body/${kind.requiresOneOf[0] ?? ''}`, 'MISSING_REQUIRED')];
}
