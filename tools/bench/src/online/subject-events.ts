import { SubjectReportedV1, type Subject } from '@continuum/contracts';
import { anEvent, onTopic } from '@continuum/testing';
import type { Arrival } from '@continuum/synthetic-city';

const NOBODY = {
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
} as const;

/** What ingest-service tells of a record that arrives for the first time. */
export function subjectEvent({ feed, record, at }: Arrival): SubjectReportedV1 {
  const [department = '', source = ''] = feed.split('/');
  const said = { ...NOBODY, ...record.subject };
  const { sourcePersonId: value } = record;
  const own = value ? [{ kind: 'department-person' as const, issuer: feed, value }] : [];
  const data: Subject = {
    ...said,
    recordKey: `${feed}/${record.recordId}`,
    recordVersion: 1,
    department,
    source,
    recordId: record.recordId,
    dataset: record.kind,
    labels: ['LOCAL_CH'],
    state: 'present',
    names: [...said.names],
    birthDates: [...said.birthDates],
    identifiers: [...said.identifiers, ...own],
    addresses: said.addresses.map(({ isConfidential: _, ...address }) => address),
    phones: [...said.phones],
    emails: [...said.emails],
    attributes: [...said.attributes],
    sameAs: [...said.sameAs],
  };
  return anEvent(SubjectReportedV1, data, { time: new Date(at).toISOString() });
}

/** The same as it lies on its topic. */
export const subjectRecord = (arrival: Arrival) =>
  onTopic(SubjectReportedV1, subjectEvent(arrival));
