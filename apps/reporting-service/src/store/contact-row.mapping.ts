import type { ContactRow, LinkedRow, OffenceLevel } from '../domain/contact-row.js';
import type { RecordVersion } from '../domain/record-version.js';

/** A contact row as the mart keeps it: fields of the other kind are null. */
interface ContactColumns {
  readonly recordKey: string;
  readonly recordVersion: number;
  readonly kind: string;
  readonly contactOn: string | null;
  readonly contactAt: Date | null;
  readonly agency: string;
  readonly isAgencyAssumed: boolean;
  readonly incidentNos: readonly string[];
  readonly ageOnDate: number | null;
  readonly flags: readonly string[];
  readonly chargeCount: number;
  readonly worstLevel: OffenceLevel | null;
  readonly category: string | null;
  readonly officerNo: string | null;
  readonly isArrest: boolean | null;
  readonly reason: string | null;
  readonly isDetentionOnly: boolean | null;
  readonly isPaperOnly: boolean | null;
  readonly bookingGroupNo: string | null;
  readonly facility: string | null;
  readonly releasedAt: Date | null;
  readonly releasedOn: string | null;
  readonly releaseReason: string | null;
}

/** A contact row beside its record's header and the link it was found by. */
export interface KeptContact extends ContactColumns, Pick<LinkedRow, 'confidence' | 'labels'> {
  readonly personId: string | null;
  readonly department: string;
  readonly dataset: string;
}

export const contactColumns = {
  recordKey: 'text',
  recordVersion: 'int',
  kind: 'text',
  contactOn: 'date',
  contactAt: 'timestamptz',
  agency: 'text',
  isAgencyAssumed: 'boolean',
  incidentNos: 'text[]',
  ageOnDate: 'int',
  flags: 'text[]',
  chargeCount: 'int',
  worstLevel: 'text',
  category: 'text',
  officerNo: 'text',
  isArrest: 'boolean',
  reason: 'text',
  isDetentionOnly: 'boolean',
  isPaperOnly: 'boolean',
  bookingGroupNo: 'text',
  facility: 'text',
  releasedAt: 'timestamptz',
  releasedOn: 'date',
  releaseReason: 'text',
} as const;

const NO_CITATION = { category: null, officerNo: null, isArrest: null };
const NO_BOOKING = {
  reason: null,
  isDetentionOnly: null,
  isPaperOnly: null,
  bookingGroupNo: null,
  facility: null,
  releasedAt: null,
  releasedOn: null,
  releaseReason: null,
};

export function toContactColumns({ contact, recordVersion }: RecordVersion): ContactColumns[] {
  if (!contact) return [];
  const { on, at, department: _, dataset: __, labels: ___, ...codes } = contact;
  const row = { recordVersion, contactOn: on, contactAt: at };
  return [
    codes.kind === 'citation'
      ? { ...row, ...codes, ...NO_BOOKING }
      : { ...row, ...codes, ...NO_CITATION },
  ];
}

export function toLinkedRow(kept: KeptContact): LinkedRow {
  const contact = {
    recordKey: kept.recordKey,
    department: kept.department,
    dataset: kept.dataset,
    labels: kept.labels,
    on: kept.contactOn,
    at: kept.contactAt,
    agency: kept.agency,
    isAgencyAssumed: kept.isAgencyAssumed,
    incidentNos: kept.incidentNos,
    ageOnDate: kept.ageOnDate,
    flags: kept.flags,
    chargeCount: kept.chargeCount,
    worstLevel: kept.worstLevel,
    confidence: kept.confidence,
  } satisfies Omit<ContactRow & LinkedRow, 'kind'>;
  return kept.kind === 'citation'
    ? {
        ...contact,
        kind: 'citation',
        category: kept.category,
        officerNo: kept.officerNo,
        isArrest: kept.isArrest ?? false,
      }
    : {
        ...contact,
        kind: 'booking',
        reason: kept.reason,
        isDetentionOnly: kept.isDetentionOnly ?? false,
        isPaperOnly: kept.isPaperOnly ?? false,
        bookingGroupNo: kept.bookingGroupNo,
        facility: kept.facility,
        releasedAt: kept.releasedAt,
        releasedOn: kept.releasedOn,
        releaseReason: kept.releaseReason,
      };
}
