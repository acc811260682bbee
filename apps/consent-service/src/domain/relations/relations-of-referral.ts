import type { ReferralState, ReferralV1 } from '@continuum/contracts';
import type { TeamRow } from '../policy-set.js';
import { targetOf, type RelationDraft } from './relation-draft.js';

/** States in which the referral has come to its end. */
const ENDED: readonly ReferralState[] = [
  'declined',
  'expired',
  'cancelled',
  'completed',
  'ended_unmet',
  'voided',
];

/**
 * The receiver of a referral: from its sending on the service's team may read the referral itself, to answer it; from
 * acceptance on whoever took it has to do with the person.
 */
export function receiversOf(data: ReferralV1['data'], teams: Iterable<TeamRow>): RelationDraft[] {
  const intake = [...teams].filter(({ receivesFor = [] }) => receivesFor.includes(data.serviceId));
  return [...intake.map(({ id }) => intakeRelation(data, id)), ...receiverRelation(data)];
}

const intakeRelation = (data: ReferralV1['data'], teamId: string): RelationDraft => ({
  relationId: ['intake', data.referralId, teamId].join('|'),
  version: data.version,
  kind: 'receiver',
  teamId,
  recordKey: `rfrl/${data.referralId}`,
  context: data.referralId,
  from: new Date(data.at),
  ...until(data),
});

function receiverRelation(data: ReferralV1['data']): RelationDraft[] {
  if (data.receiverUserId === undefined) return [];
  return [
    {
      relationId: ['receiver', data.referralId, data.receiverUserId].join('|'),
      version: data.version,
      kind: 'receiver',
      userId: data.receiverUserId,
      ...targetOf(data.personRef),
      context: data.referralId,
      from: new Date(data.at),
      ...until(data),
    },
  ];
}

const until = ({ to, at }: ReferralV1['data']) =>
  ENDED.includes(to) ? { until: new Date(at) } : {};
