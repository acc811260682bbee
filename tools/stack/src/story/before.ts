import { arrivalsOf } from '@continuum/synthetic-city';
import type { PublishService, PublishTeam } from '@continuum/contracts';
import { eventually } from './eventually.js';
import { request, type Scene } from './scene.js';

const PEOPLE = 2_000;
const BATCH = 1_000;
export const SHELTER = 'svc-bridge-shelter';

interface BatchAnswer {
  readonly results: readonly { readonly result?: string; readonly outcome?: string }[];
}

/** The city before the story: every department's feeds, the directory, the team, and the forms signed earlier. */
export async function setTheScene(scene: Scene): Promise<void> {
  scene.title('Before: the city and what its departments hold');
  await publishDirectory(scene);
  const arrivals = arrivalsOf({ people: PEOPLE, seed: 1, asOf: scene.stack.firstRunAt });
  const started = Date.now();
  await pushAll(scene, arrivals);
  await pushAll(scene, scene.story.before);
  const seconds = (Date.now() - started) / 1000;
  scene.tell(
    `${arrivals.length + scene.story.before.length} records of ${PEOPLE} invented people pushed in ${seconds.toFixed(1)} s`,
  );
  await ambulanceForm(scene);
}

async function pushAll(
  scene: Scene,
  records: readonly { feed: string; record: object }[],
): Promise<void> {
  for (const [feed, own] of Map.groupBy(records, ({ feed }) => feed)) {
    for (let from = 0; from < own.length; from += BATCH) {
      const batch = own.slice(from, from + BATCH).map(({ record }) => record);
      await pushBatch(scene, feed, batch);
    }
  }
}

async function pushBatch(scene: Scene, feed: string, records: object[]): Promise<void> {
  for (;;) {
    const { status, headers } = await scene.push<BatchAnswer>(feed, '/v1/records/batch', {
      records,
    });
    if (status === 200) return;
    if (status !== 429 && status !== 503)
      throw new Error(`A batch of ${feed} was answered ${status}.`);
    await new Promise((resolve) =>
      setTimeout(resolve, 1000 * Number(headers.get('retry-after') ?? 1)),
    );
  }
}

/** The shelter with its beds, and the team. */
export async function publishDirectory({ stack }: Pick<Scene, 'stack'>): Promise<void> {
  const shelter: PublishService = {
    organizationId: 'org-bridge',
    department: 'homeless-services',
    recipient: 'department',
    publicLabel: 'Overnight place with support',
    status: 'active',
    needs: ['shelter'],
    doors: ['mdt', 'officer', 'clinician'],
    urgencies: ['routine', 'urgent', 'immediate'],
    staff: ['pax'],
    slotManaged: true,
    sessionBased: false,
    singleContact: false,
    servesInCustody: true,
    isPart2: false,
    reviewDeclines: false,
  };
  const team: PublishTeam = {
    programme: 'justice-lab',
    coordinators: ['cleo'],
    cliniciansOnShift: ['cara'],
  };
  const beds = { unit: 'bed', population: 'adults', available: 4, maximum: 40, funded: 40 };
  await put(stack, `/v1/services/${SHELTER}`, shelter);
  await put(stack, `/v1/services/${SHELTER}/capacity`, beds);
  await put(stack, '/v1/teams/mdt-long-beach', team);
}

async function put(stack: Scene['stack'], path: string, body: object): Promise<void> {
  const headers = {
    authorization: `Bearer ${await stack.serviceToken('directory', 'referral-service')}`,
    'continuum-user-token': await stack.tokenOf('pax'),
  };
  const { status } = await request(
    stack.urls['referral-service'] + path,
    { method: 'PUT', headers },
    body,
  );
  if (status >= 300) throw new Error(`${path} was answered ${status}.`);
}

/** She signed a HIPAA authorisation for the fire department after the ambulance: fire may tell homeless services. */
async function ambulanceForm(scene: Scene): Promise<void> {
  await recordForm(scene, 'finn', {
    recordKey: scene.story.keys.ems,
    kind: 'HIPAA_AUTH',
    family: 'hipaa-authorization',
    covers: ['ems'],
  });
  scene.tell(
    'a form she signed with the fire department is recorded and verified: ambulance → homeless services',
  );
}

/** Recorded by the discloser's staff, then verified against the checklist of its kind. */
export async function recordForm(
  scene: Scene,
  user: string,
  form: { recordKey: string; kind: string; family: string; covers: string[] },
): Promise<string> {
  const asker = scene.as(user, 'CARE_COORD');
  const recipients = [{ department: 'homeless-services' }];
  const body = {
    recordKey: form.recordKey,
    kind: form.kind,
    family: form.family,
    formVersion: '2026-01',
    recipients,
    intermediaries: ['continuum'],
    provisions: [{ effect: 'permit', covers: form.covers, purposes: ['CARE_COORD'], recipients }],
    signedAt: new Date(Date.now() - 60_000).toISOString(),
    signedBy: 'self',
    capacity: 'self',
    expiresOn: inAYear(),
  };
  const recorded = await eventually('the record that the form hangs on', async () => {
    const answer = await asker.post<{ consentId: string }>('/v1/consents', body);
    return answer.status === 201 ? answer : undefined;
  });
  const { consentId } = recorded.body;
  const verified = await asker.post<{ state: string; missing: string[] }>(
    `/v1/consents/${consentId}/verification`,
    {
      statements: STATEMENTS,
    },
  );
  if (verified.body.state !== 'verified') {
    throw new Error(
      `The form is ${verified.body.state}; it lacks ${verified.body.missing.join(', ')}.`,
    );
  }
  return consentId;
}

/** What the verifier finds on the paper. */
const STATEMENTS = [
  'statement-right-to-revoke',
  'statement-redisclosure',
  'statement-no-conditioning',
  'statement-consequences-of-refusal',
];

const inAYear = () => new Date(Date.now() + 365 * 86_400_000).toISOString().slice(0, 10);
