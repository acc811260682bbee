import type { Crossing, Enrolment, MdtCase, Origin } from '../domain/mdt-case.js';
import type { Table } from './table.js';

export interface MdtCaseRow {
  readonly caseId: string;
  readonly version: number;
  readonly status: MdtCase['status'];
  readonly personId: string | null;
  readonly anchorRecordKey: string | null;
  readonly isPersonUncertain: boolean;
  readonly programme: string;
  readonly origin: Origin;
  readonly crossing: Crossing | null;
  readonly leadUserId: string | null;
  readonly enrolment: StoredEnrolment | null;
  readonly reason: string | null;
  readonly destination: string | null;
  readonly proposedAt: Date;
  readonly at: Date;
}

type StoredEnrolment = Omit<Enrolment, 'agreedAt'> & { readonly agreedAt: string };

export const mdtCaseTable: Table<MdtCaseRow> = {
  name: 'mdt_case',
  key: ['case_id'],
  columns: {
    caseId: 'case_id',
    version: 'version',
    status: 'status',
    personId: 'person_id',
    anchorRecordKey: 'anchor_record_key',
    isPersonUncertain: 'is_person_uncertain',
    programme: 'programme',
    origin: 'origin',
    crossing: 'crossing',
    leadUserId: 'lead_user_id',
    enrolment: 'enrolment',
    reason: 'reason',
    destination: 'destination',
    proposedAt: 'proposed_at',
    at: 'at',
  },
};

/** A row of a status has what the status needs: the store was written by `toRow` alone. */
export function toCase({ enrolment, ...row }: MdtCaseRow): MdtCase {
  const nomination = {
    caseId: row.caseId,
    version: row.version,
    personId: row.personId,
    anchorRecordKey: row.anchorRecordKey,
    isPersonUncertain: row.isPersonUncertain,
    programme: row.programme,
    origin: row.origin,
    crossing: row.crossing,
    proposedAt: row.proposedAt,
    at: row.at,
  };
  const agreed = enrolment && { ...enrolment, agreedAt: new Date(enrolment.agreedAt) };
  switch (row.status) {
    case 'proposed':
      return { ...nomination, status: row.status };
    case 'offered':
      return { ...nomination, status: row.status, leadUserId: present(row.leadUserId) };
    case 'closed': {
      const { leadUserId, destination } = row;
      const reason = present(row.reason);
      const status = row.status;
      return { ...nomination, status, leadUserId, enrolment: agreed, reason, destination };
    }
    default: {
      const leadUserId = present(row.leadUserId);
      return { ...nomination, status: row.status, leadUserId, enrolment: present(agreed) };
    }
  }
}

export function toRow(mdtCase: MdtCase): MdtCaseRow {
  const { caseId, version, status, personId, anchorRecordKey, isPersonUncertain } = mdtCase;
  const { programme, origin, crossing, proposedAt, at } = mdtCase;
  const enrolment = 'enrolment' in mdtCase ? mdtCase.enrolment : null;
  return {
    ...{ caseId, version, status, personId, anchorRecordKey, isPersonUncertain },
    ...{ programme, origin, crossing, proposedAt, at },
    leadUserId: 'leadUserId' in mdtCase ? mdtCase.leadUserId : null,
    enrolment: enrolment && { ...enrolment, agreedAt: enrolment.agreedAt.toISOString() },
    reason: mdtCase.status === 'closed' ? mdtCase.reason : null,
    destination: mdtCase.status === 'closed' ? mdtCase.destination : null,
  };
}

function present<T>(value: T | null): T {
  if (value === null) throw new Error('A stored case lacks what its status needs.');
  return value;
}
