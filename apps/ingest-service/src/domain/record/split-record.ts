import type { Subject } from '@continuum/contracts';
import { isSealed, type CheckedRecord } from './checked-record.js';

export interface Numbered {
  readonly recordVersion: number;
  readonly recordedAt: Date;
}

/** *Who*, for identity-service alone. Withdrawn: the key stays, the names go. */
export function subjectData(
  record: CheckedRecord,
  { recordVersion }: Pick<Numbered, 'recordVersion'>,
): Subject {
  const state = record.isVoid || isSealed(record) ? 'withdrawn' : 'present';
  return {
    recordKey: record.recordKey,
    recordVersion,
    department: record.department,
    source: record.source,
    recordId: record.recordId,
    dataset: record.kind.dataset,
    labels: [...record.labels],
    state,
    ...(record.localDate === null ? {} : { observedOn: record.localDate }),
    ...(state === 'present' ? identityOf(record) : NOBODY),
  };
}

type Identity = Omit<
  Subject,
  | 'recordKey'
  | 'recordVersion'
  | 'department'
  | 'source'
  | 'recordId'
  | 'dataset'
  | 'labels'
  | 'state'
  | 'observedOn'
>;

const NOBODY: Identity = {
  names: [],
  birthDates: [],
  sex: 'unknown',
  identifiers: [],
  addresses: [],
  phones: [],
  emails: [],
  attributes: [],
  unidentified: false,
  sameAs: [],
};

function identityOf(record: CheckedRecord): Identity {
  const { statedAge, ...subject } = { ...NOBODY, ...record.subject };
  return {
    names: subject.names,
    birthDates: subject.birthDates,
    ...(statedAge && { statedAge }),
    sex: subject.sex,
    identifiers: [...subject.identifiers, ...departmentPerson(record), ...numbers(record)],
    addresses: addressesOf(record),
    phones: subject.phones,
    emails: subject.emails,
    attributes: subject.attributes,
    unidentified: subject.unidentified,
    sameAs: sameSource(record),
  };
}

const issuerOf = ({ department, source }: CheckedRecord) => `${department}/${source}`;

const departmentPerson = (record: CheckedRecord): Subject['identifiers'] =>
  record.sourcePersonId === null
    ? []
    : [{ kind: 'department-person', issuer: issuerOf(record), value: record.sourcePersonId }];

/** Reference numbers people are searched by, in clear. */
const numbers = ({ kind, body, department }: CheckedRecord): Subject['identifiers'] =>
  Object.entries(kind.fields).flatMap(([name, { identifier }]) =>
    identifier !== undefined && typeof body[name] === 'string'
      ? [{ kind: identifier, issuer: department, value: body[name] }]
      : [],
  );

function addressesOf({ subject, restrictions }: CheckedRecord): Subject['addresses'] {
  if (restrictions.includes('confidential_address')) return [];
  return (subject?.addresses ?? [])
    .filter(({ isConfidential }) => isConfidential !== true)
    .map(({ isConfidential: _, ...address }) => address);
}

/** A source speaks for its own records only. */
const sameSource = ({ subject, department, source }: CheckedRecord) =>
  (subject?.sameAs ?? []).filter((key) => key.startsWith(`${department}/${source}/`));

/** *What happened*, without any direct identifier. */
export function activityData(record: CheckedRecord, { recordVersion, recordedAt }: Numbered) {
  const isCoarse = record.travel === 'coarse';
  return {
    recordKey: record.recordKey,
    recordVersion,
    sourceVersion: record.sourceVersion,
    kind: record.kind.kind,
    dataset: record.kind.dataset,
    department: record.department,
    source: record.source,
    status: 'valid',
    correctionReason: isCoarse ? null : record.reason,
    travel: isCoarse ? 'coarse' : 'full',
    occurredAt: isCoarse ? null : record.occurredAt,
    occurredPrecision: isCoarse ? 'month' : record.occurredPrecision,
    localDate: isCoarse ? null : record.localDate,
    localTz: record.localTz,
    recordedAt: recordedAt.toISOString(),
    labels: [...record.labels],
    restrictions: isCoarse ? [] : [...record.restrictions],
    dqFlags: isCoarse ? [] : [...record.flags],
    demographics: isCoarse ? null : record.demographics,
    body: record.sent,
  };
}
