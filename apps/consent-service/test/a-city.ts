import {
  RecordAssignedV1,
  type Decision,
  type DecisionRequest,
  type Label,
} from '@continuum/contracts';
import { anEvent } from '@continuum/testing';
import { digestOf } from '../src/actions/policy-set-of.js';
import type { PolicySet } from '../src/domain/policy-set.js';
import { RecordAssignedHandler } from '../src/inbound/record-assigned.handler.js';
import type { ConsentService } from './a-consent-service.js';
import { givenPolicy } from './acceptance/given-policy.js';

export const ana = '018e0000-0000-7000-8000-000000000001';
export const encounter = 'hlth/ehr/a1';
export const treatment = 'sudp/ehr/a2';

/** The city of the acceptance table, with a counsellor who records consents. */
export function aPolicySet(now: Date): PolicySet {
  const set = givenPolicy({}, now);
  const from = '2025-01-01T00:00:00.000Z';
  const saul = {
    id: 'saul',
    lastActiveAt: now.toISOString(),
    assignments: [{ department: 'sudp', role: 'counsellor', from }],
    trainings: [],
  };
  return { ...set, users: [...set.users, saul] };
}

export const putPolicySet = (service: ConsentService, set: object, digest?: string) => {
  const plain = JSON.parse(JSON.stringify(set)) as object;
  return service.ask(`/v1/policy-sets/${digest ?? digestOf(plain)}`, {
    method: 'PUT',
    service: 'policy-apply',
    body: plain,
  });
};

export function anAssignment(
  recordKey: string,
  { dataset = 'enc', labels = ['HIPAA', 'CMIA'] as Label[], linkVersion = 1, ...data } = {} as {
    dataset?: string;
    labels?: Label[];
    linkVersion?: number;
    personId?: string | null;
    recordVersion?: number;
    confidence?: 'confirmed' | 'probable';
  },
) {
  return anEvent(
    RecordAssignedV1,
    {
      recordKey,
      recordVersion: 1,
      dataset,
      linkVersion,
      personId: ana,
      previousPersonId: null,
      confidence: 'confirmed',
      cause: 'new-record',
      modelId: 'starting',
      epochId: 'epoch-1',
      step: 1,
      ...data,
    },
    { labels },
  );
}

export const assign = (
  { app, dataSource }: ConsentService,
  ...events: ReturnType<typeof anAssignment>[]
) => dataSource.transaction((tx) => app.get(RecordAssignedHandler).handle(events, { tx }));

/** Rules in force, Ana linked to an encounter and a treatment, nora her nurse. */
export async function settle(service: ConsentService): Promise<void> {
  await putPolicySet(service, aPolicySet(service.clock.now()));
  await assign(
    service,
    anAssignment(encounter),
    anAssignment(treatment, { dataset: 'sud', labels: ['PART2', 'HIPAA'] }),
  );
  await relate(service, 'nora');
}

export const relate = (service: ConsentService, userId: string, changes: object = {}) =>
  service.ask('/v1/relations', {
    service: 'source-hlth-ehr',
    body: {
      kind: 'treating',
      userId,
      recordKey: encounter,
      from: '2026-03-01T00:00:00Z',
      until: '2026-05-01T00:00:00Z',
      ...changes,
    },
  });

export const decide = (
  service: ConsentService,
  user: string,
  { service: caller, ...request }: Partial<DecisionRequest> & { service?: string } = {},
) =>
  service.ask('/v1/decisions', {
    user,
    ...(caller && { service: caller }),
    body: {
      purpose: 'TREAT',
      action: 'read',
      persons: [ana],
      elements: ['enc.diagnosis'],
      capabilities: ['NOTICE_P2', 'CONSENT_SCOPE'],
      ...request,
    },
  });

export async function decided(
  service: ConsentService,
  user: string,
  request: Partial<DecisionRequest> = {},
): Promise<Decision> {
  const answer = await decide(service, user, request);
  if (!answer.ok) throw new Error(await answer.text());
  return (await answer.json()) as Decision;
}

/** What waits to be sent, oldest first. */
export async function published({ dataSource }: ConsentService, type: string) {
  const rows: { payload: Buffer }[] = await dataSource.query(
    'SELECT payload FROM outbox WHERE type = $1 ORDER BY id',
    [type],
  );
  return rows.map(({ payload }) => JSON.parse(payload.toString()) as Record<string, unknown>);
}
