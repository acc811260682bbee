import { Injectable } from '@nestjs/common';
import { Refused, type Label, type PermittedRecord } from '@continuum/contracts';
import type { EntityManager } from 'typeorm';
import { OPEN_STATES } from '../domain/referral-rules.js';

const INSTANT = (column: string) =>
  `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** Element → the expression that gives its value: nothing else can be selected. */
const MDT = {
  status: 'status',
  programme: 'programme',
  origin: 'origin',
  proposedOn: `to_char(proposed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD')`,
  lead: 'lead_user_id',
  reasonCode: 'reason',
  measure: `crossing ->> 'measure'`,
  definitionVersion: `(crossing ->> 'definitionVersion')::int`,
  asOf: `crossing ->> 'asOf'`,
  careTeam: `(SELECT jsonb_agg(jsonb_build_object('userId', user_id, 'role', role) ORDER BY role, user_id)
                FROM care_team_member WHERE case_id = mdt_case.case_id AND to_at IS NULL)`,
  lastContactAt: `(SELECT ${INSTANT('max(contacted_at)')} FROM contact WHERE case_id = mdt_case.case_id)`,
  version: 'version',
} as const;
const RFRL = {
  state: 'state',
  isOpen: `state = ANY('{${OPEN_STATES.join(',')}}')`,
  publicLabel: '(SELECT public_label FROM service WHERE service.service_id = referral.service_id)',
  serviceId: 'service_id',
  needCategory: 'need_category',
  urgency: 'urgency',
  door: 'door',
  caseId: 'case_id',
  sentAt: INSTANT('sent_at'),
  acknowledgedAt: INSTANT('acknowledged_at'),
  reasonCode: 'reason_code',
  appointment: 'appointment',
  outcome: 'outcome',
  history: `(SELECT jsonb_agg(jsonb_build_object('version', version, 'rule', rule, 'from', from_state,
                     'to', to_state, 'at', ${INSTANT('at')}, 'actorRole', actor_role, 'reasonCode', reason_code)
                     ORDER BY version)
               FROM referral_transition step WHERE step.referral_id = referral.referral_id)`,
  version: 'version',
} as const;

const DATASETS = {
  mdt: {
    expressions: MDT as Readonly<Record<string, string>>,
    from: `mdt_case WHERE NOT is_person_uncertain AND case_id = ANY($1::uuid[])`,
    id: 'case_id',
    labels: `ARRAY['STATE_CONF']`,
  },
  rfrl: {
    expressions: RFRL as Readonly<Record<string, string>>,
    from: `referral WHERE NOT is_person_uncertain AND state <> 'draft' AND referral_id = ANY($1::uuid[])`,
    id: 'referral_id',
    labels: 'labels',
  },
} as const;
export type CareDataset = keyof typeof DATASETS;

export interface FoundRecord extends PermittedRecord {
  readonly labels: readonly Label[];
}

@Injectable()
export class PermittedRecordRepository {
  /** Only the columns named, of the records named. */
  async read(
    dataset: CareDataset,
    ids: readonly string[],
    fields: readonly string[],
    tx: EntityManager,
  ): Promise<FoundRecord[]> {
    const { expressions, from, id, labels } = DATASETS[dataset];
    const pairs = fields.map((field) => {
      if (!Object.hasOwn(expressions, field)) {
        throw new Refused('UNKNOWN_ELEMENT', 'The permit names an element that is not kept here.');
      }
      return `'${dataset}.${field}', ${expressions[field]}`;
    });
    return tx.query(
      `SELECT '${dataset}/' || ${id} AS "recordKey", ${labels} AS labels,
              jsonb_strip_nulls(jsonb_build_object(${pairs.join(', ')})) AS elements
         FROM ${from} ORDER BY ${id}`,
      [ids],
    );
  }
}
