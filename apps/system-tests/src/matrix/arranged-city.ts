import type { CareRecord, CommandAnswer } from '@continuum/contracts';
import { elements } from '@continuum/contracts';
import {
  cityPolicySet,
  eventually,
  publishDirectory,
  recordForm,
  Scene,
  SHELTER,
} from '@continuum/stack';
import { randomUUID } from 'node:crypto';
import { recordedGateway, type RecordedGateway } from '../recorded-gateway.js';
import { recordsOf, treated } from '../two-people.js';
import { World } from '../world.js';
import type { KnownCity, KnownRecord } from './reference.js';

export const INCIDENT = 'MX-000001';
const STAY = 'homeless-services/hmis/SA-HMIS-1';
const EMS = 'fire/epcr/SA-EMS-1';
const CLASSES = ['case', 'housing', 'health', 'sud', 'justice'];

/** What the routes are asked about. Of each there is one that exists; a random id stands for one that does not. */
export interface Ids {
  readonly person: string;
  readonly case: string;
  readonly referral: string;
  readonly alert: string;
  readonly consent: string;
  readonly decision: string;
  readonly judgement: string;
  readonly stay: string;
  readonly ems: string;
}

/** As good as the others, and of nobody. */
export const nobody = (): Ids => ({
  ...{ person: randomUUID(), case: randomUUID(), referral: randomUUID(), alert: randomUUID() },
  ...{ consent: randomUUID(), decision: randomUUID(), judgement: randomUUID() },
  ...{ stay: 'homeless-services/hmis/NOBODY', ems: 'fire/epcr/NOBODY' },
});

export interface ArrangedCity extends KnownCity {
  readonly world: World;
  readonly gateway: RecordedGateway;
  readonly scene: Scene;
  readonly ids: Ids;
}

/** One person in custody, with a case, an accepted referral, an incident and a signed form: everybody asks about them. */
export async function arrangeCity(): Promise<ArrangedCity> {
  const world = await World.begin('access-matrix');
  return arrangedIn(world).catch(async (error: unknown) => {
    await world.end();
    throw error;
  });
}

async function arrangedIn(world: World): Promise<ArrangedCity> {
  const gateway = await recordedGateway(world.stack, { REQUESTS_PER_MINUTE: '10000000' });
  const stack = { ...world.stack, urls: { ...world.stack.urls, gateway: gateway.url } };
  const scene = new Scene(stack, () => undefined, new Date());
  await publishDirectory(scene);
  await world.push(recordsOf(treated, new Date()));
  await world.quiet();
  await world.push([anIncident()]);

  const caseId = await nomination(scene);
  const ids = await caredFor(scene, caseId);
  const set = await cityPolicySet(world.stack.firstRunAt);
  const records = [...(await recordsKept(world)), ...careRecords(ids)];
  return {
    ...{ world, gateway, scene, ids, set, records },
    ties: [
      { user: 'hana', kind: 'care-team', classes: CLASSES },
      { user: 'cleo', kind: 'coordinator' },
      { user: 'cara', kind: 'in-custody-patient' },
      { user: 'pax', kind: 'receiver' },
      { user: 'omar', kind: 'incident', incident: INCIDENT },
    ],
    forms: [
      {
        ...{ kind: 'HIPAA_AUTH', discloser: 'fire', recipient: 'homeless-services' },
        ...{ covers: 'ems', purpose: 'CARE_COORD' },
      },
    ],
  };
}

const anIncident = () => ({
  feed: 'dispatch/cad',
  record: {
    ...{ kind: 'incident', recordId: INCIDENT, version: 1 },
    body: {
      ...{ incidentNo: INCIDENT, type: 'welfare_check' },
      openedAt: minutesAgo(9),
      units: [{ unitId: 'P7', userIds: ['omar'], assignedAt: minutesAgo(8) }],
    },
  },
});

async function nomination(scene: Scene): Promise<string> {
  return eventually('the nomination', async () => {
    const { body, status } = await scene.as('cleo', 'CARE_COORD').get<CareRecord[]>('/v1/cases');
    return status === 200 ? body[0]?.id : undefined;
  });
}

async function caredFor(scene: Scene, caseId: string): Promise<Ids> {
  const { body } = await scene.as('cleo', 'CARE_COORD').get<CareRecord>(`/v1/cases/${caseId}`);
  const person = body.personId ?? '';
  await command(scene, 'cleo', `/v1/cases/${caseId}`, 'offer', {
    leadUserId: 'hana',
    informationClasses: CLASSES,
  });
  const consent = await recordForm(scene, 'finn', {
    ...{ recordKey: EMS, kind: 'HIPAA_AUTH' },
    ...{ family: 'hipaa-authorization', covers: ['ems'] },
  });
  const referral = await acceptedReferral(scene, person);
  await done('attached', scene.as('omar', 'FIRST_RESPONSE'), `/v1/incidents/${INCIDENT}/persons`, {
    personId: person,
  });
  const judged = await done<{ judgementId: string }>(
    'judged',
    scene.as('cleo', 'CARE_COORD'),
    '/v1/judgements',
    {
      ...{ verdict: 'unsure', reason: 'to be looked at' },
      left: [STAY],
      right: [EMS],
    },
  );
  const view = await scene
    .as('hana', 'CARE_COORD')
    .get<{ decisionId: string }>(`/v1/persons/${person}`);
  const alert = await eventually('an alert to the clinician', async () => {
    const { body } = await scene.as('cara', 'TREAT').get<{ alertId: string }[]>('/v1/alerts');
    return body[0]?.alertId;
  });
  const { decisionId: decision } = view.body;
  const judgement = judged.judgementId;
  return {
    person,
    case: caseId,
    referral,
    alert,
    consent,
    decision,
    judgement,
    stay: STAY,
    ems: EMS,
  };
}

async function acceptedReferral(scene: Scene, personId: string): Promise<string> {
  const sent = await eventually('hana may refer', async () => {
    const answer = await scene.as('hana', 'CARE_COORD').post<CommandAnswer>('/v1/referrals', {
      ...{
        commandId: randomUUID(),
        person: { personId },
        serviceId: SHELTER,
        needCategory: 'shelter',
      },
      ...{ urgency: 'urgent', door: 'mdt', discloses: ['stay.name'], send: true },
    });
    return answer.status === 201 ? answer.body : undefined;
  });
  await command(scene, 'pax', `/v1/referrals/${sent.id}`, 'accept', {});
  return sent.id;
}

async function command(scene: Scene, user: string, path: string, type: string, data: object) {
  const expectedVersion = await eventually(`${user} sees ${path}`, async () => {
    const { body } = await scene.as(user, 'CARE_COORD').get<CareRecord>(path);
    return body.elements?.['mdt.version'] ?? body.elements?.['rfrl.version'];
  });
  const body = { commandId: randomUUID(), expectedVersion, type, data };
  await done(type, scene.as(user, 'CARE_COORD'), `${path}/commands`, body);
}

function done<T>(
  what: string,
  asker: ReturnType<Scene['as']>,
  path: string,
  body: object,
): Promise<T> {
  return eventually(what, async () => {
    const answer = await asker.post<T>(path, body);
    return answer.status < 300 ? (answer.body ?? ({} as T)) : undefined;
  });
}

/** As pushed: that they are one person is what the other system tests show. */
async function recordsKept(world: World): Promise<KnownRecord[]> {
  const rows = await world.query<{ record_key: string; kind: string }>(
    'ingest-service',
    `SELECT record_key, kind FROM record WHERE kind <> 'incident'`,
  );
  return rows.map(({ record_key: recordKey, kind }) => ({ recordKey, dataset: datasetOf(kind) }));
}

const datasetOf = (kind: string) =>
  [...elements.values()].find((element) => element.kind === kind)?.dataset ?? '';

const careRecords = (ids: Ids): KnownRecord[] => [
  { recordKey: `mdt/${ids.case}`, dataset: 'mdt' },
  { recordKey: `rfrl/${ids.referral}`, dataset: 'rfrl' },
  { recordKey: `card/${ids.person}`, dataset: 'card' },
];

const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();
