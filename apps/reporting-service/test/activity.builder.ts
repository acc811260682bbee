import {
  BookingRecordedV1,
  CitationRecordedV1,
  EmsResponseRecordedV1,
  RecordAssignedV1,
  RecordWithdrawnV1,
  type DataOf,
} from '@continuum/contracts';
import { anEvent } from '@continuum/testing';

type Header = Pick<
  BookingRecordedV1['data'],
  'recordKey' | 'recordVersion' | 'localDate' | 'restrictions' | 'dqFlags'
> & { readonly ageOnDate: number | null };

const TOKEN = 'K7Q2M5XTB3VN6RYZ4WCDJHFA2E';

function header(kind: string, dataset: string, { ageOnDate = 42, ...given }: Partial<Header>) {
  const recordKey = given.recordKey ?? 'police/rms/R-1';
  const [department, source] = recordKey.split('/') as [string, string];
  return {
    recordVersion: 1,
    sourceVersion: null,
    kind,
    dataset,
    status: 'valid',
    correctionReason: null,
    travel: 'full',
    occurredAt: null,
    occurredPrecision: 'second',
    localDate: '2024-03-08',
    localTz: 'America/Los_Angeles',
    recordedAt: '2024-03-09T05:12:40Z',
    labels: dataset === 'ems' ? ['HIPAA'] : ['LOCAL_CH'],
    restrictions: [],
    dqFlags: [],
    demographics: {
      birthYear: 1981,
      ageOnDate,
      sex: 'male',
      race: ['white'],
      ethnicity: 'not_hispanic',
      isDeceased: false,
    },
    ...given,
    recordKey,
    department,
    source,
  } as const;
}

/** A booking for a new offence, released within hours. */
export function bookingRecorded(
  given: Partial<Header> = {},
  body: Record<string, unknown> = {},
): BookingRecordedV1 {
  const head = header('booking', 'book', { recordKey: 'police/jail/B-1', ...given });
  return anEvent(BookingRecordedV1, {
    ...head,
    body: {
      bookingNo: TOKEN,
      facility: 'city-jail',
      admittedAt: `${head.localDate}T20:10:00Z`,
      admittedOn: head.localDate,
      admissionReason: 'new_offence',
      arrestingAgency: 'lbpd',
      releasedAt: `${head.localDate}T22:10:00Z`,
      releasedOn: head.localDate,
      releaseReason: 'cited_out',
      charges: [{ statute: '459 PC', level: 'misdemeanor' }],
      ...body,
    },
  } as DataOf<typeof BookingRecordedV1>) as BookingRecordedV1;
}

/** A criminal citation without incident number. */
export function citationRecorded(
  given: Partial<Header> = {},
  body: Record<string, unknown> = {},
): CitationRecordedV1 {
  const head = header('citation', 'cite', given);
  return anEvent(CitationRecordedV1, {
    ...head,
    body: {
      citationNo: TOKEN,
      issuedAt: `${head.localDate}T20:10:00Z`,
      issuedOn: head.localDate,
      issuingAgency: 'lbpd',
      violations: [{ statute: '647(e) PC', level: 'misdemeanor' }],
      category: 'criminal',
      ...body,
    },
  } as DataOf<typeof CitationRecordedV1>) as CitationRecordedV1;
}

export function emsRecorded(given: Partial<Header> = {}): EmsResponseRecordedV1 {
  const head = header('ems_response', 'ems', { recordKey: 'fire/epcr/E-1', ...given });
  return anEvent(EmsResponseRecordedV1, {
    ...head,
    body: {
      pcrNo: TOKEN,
      agency: 'lbfd',
      notifiedAt: `${head.localDate}T20:10:00Z`,
      unitDisposition: 'patient_contact',
      isTransported: true,
    },
  } as DataOf<typeof EmsResponseRecordedV1>) as EmsResponseRecordedV1;
}

export const withdrawn = (
  recordKey: string,
  recordVersion: number,
  reason: 'voided' | 'sealed' | 'purged',
): RecordWithdrawnV1 =>
  anEvent(RecordWithdrawnV1, { recordKey, recordVersion, kind: 'citation', reason });

/** A confirmed link, the first of its record. */
export function assigned(
  recordKey: string,
  personId: string | null,
  given: Partial<RecordAssignedV1['data']> = {},
): RecordAssignedV1 {
  const dataset = recordKey.includes('/jail/') ? 'book' : 'cite';
  return anEvent(RecordAssignedV1, {
    recordKey,
    recordVersion: 1,
    dataset,
    linkVersion: 1,
    personId,
    previousPersonId: null,
    confidence: 'confirmed',
    cause: 'new-record',
    modelId: 'model-1',
    epochId: 'epoch-1',
    step: 1,
    ...given,
  });
}
