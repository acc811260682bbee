import type { AlertView, CommandAnswer, Decision, ServiceView } from '@continuum/contracts';
import { randomUUID } from 'node:crypto';
import { recordForm, SHELTER } from './before.js';
import type { AlertStream } from './alert-stream.js';
import { eventually } from './eventually.js';
import { otherwiseRefused } from './refusals.js';
import type { Scene } from './scene.js';

interface Hits {
  readonly hits: readonly { personId: string; probability: number; reasons: string[] }[];
}
interface Explanation {
  readonly confirmed: readonly string[];
}
interface CareRecord {
  readonly id: string;
  readonly personId: string | null;
  readonly elements: Readonly<Record<string, unknown>>;
}
interface PersonView {
  readonly decisionId: string;
  readonly confidentiality: string;
  readonly departments: readonly {
    department: string;
    records: readonly { recordKey: string; dataset: string; elements: Record<string, unknown> }[];
  }[];
  readonly notices: readonly { code: string; elements: string[]; text?: string }[];
}

export async function bookingGoesIn(scene: Scene): Promise<void> {
  scene.title('1. Police push a booking');
  const { feed, record } = scene.story.booking;
  const { status, body } = await scene.push<{ result?: string; outcome?: string }>(
    feed,
    '/v1/records',
    record,
  );
  scene.tell(`POST /v1/records by ${feed} → ${status} ${JSON.stringify(body)}`);
  scene.check('the booking is recorded', status === 201);
}

/** The clinician in the jail has a relation to whoever is in custody: she may look her patient up. */
export async function recordsAreOnePerson(scene: Scene): Promise<void> {
  scene.title('2. Identity-service finds which records are one person, and says why');
  const { given, family, birthDate } = scene.story.search;
  const cara = scene.as('cara', 'TREAT');
  const hit = await eventually('the person in custody', async () => {
    const { body, status } = await cara.post<Hits>('/v1/search', {
      name: { given, family },
      birthDate,
      limit: 5,
    });
    return status === 200 ? body.hits[0] : undefined;
  });
  scene.personId = hit.personId;
  scene.tell(`cara searches by name and birth date → ${hit.reasons.join('; ')}`);
  const explained = await eventually(
    'the explanation, once custody makes her a patient',
    async () => {
      const answer = await cara.get<Explanation>(`/v1/persons/${hit.personId}/explanation`);
      return answer.status === 200 ? answer : undefined;
    },
  );
  scene.tell(`why: ${explained.text.slice(0, 300)}…`);
  const { confirmed } = explained.body;
  scene.check('every union has its weight', explained.text.includes('"weight"'));
  scene.check('nine records and more are one person', confirmed.length >= 9);
  scene.check('her twin is somebody else', !explained.text.includes(scene.story.keys.twin));
}

export async function eleventhContact(scene: Scene): Promise<void> {
  scene.title('3. The eleventh contact episode in five years: a high-frequency utilizer');
  const found = await eventually('the nomination on the coordinator’s list', async () => {
    const { body, status } = await scene.as('cleo', 'CARE_COORD').get<CareRecord[]>('/v1/cases');
    return status === 200 ? body.find(({ personId }) => personId === scene.personId) : undefined;
  });
  scene.caseId = found.id;
  scene.tell(`GET /v1/cases by cleo → ${JSON.stringify(found.elements)}`);
  scene.check(
    'she is nominated because she crossed the line',
    found.elements['mdt.origin'] === 'hfu',
  );
  scene.check('no count travels with it', !JSON.stringify(found).match(/count|episodes/i));
}

export async function clinicianIsAlerted(scene: Scene, stream: AlertStream): Promise<void> {
  scene.title('4. The clinician in jail is alerted');
  const cara = scene.as('cara', 'TREAT');
  const alert = await eventually('her alert', async () => {
    const { body, status } = await cara.get<AlertView[]>('/v1/alerts');
    const own = status === 200 ? body.filter(({ personId }) => personId === scene.personId) : [];
    return own.find(({ code }) => code === 'hfu_in_custody');
  });
  const signal = await eventually('the alert on the stream', () =>
    Promise.resolve(stream.all().find((line) => line.includes(alert.alertId))),
  );
  scene.tell(`server-sent event to cara → ${signal}`);
  scene.check(
    'the stream carries ids only',
    Object.keys(JSON.parse(signal) as object)
      .sort()
      .join() === 'alertId,version',
  );
  scene.tell(`GET /v1/alerts by cara → ${JSON.stringify(alert)}`);
  scene.check('it says high-frequency utilizer in custody', alert.severity === 'high');

  const offer = await command(scene, 'cleo', `/v1/cases/${scene.caseId}`, 'offer', {
    leadUserId: 'hana',
    informationClasses: ['case', 'housing', 'health', 'sud', 'justice'],
  });
  scene.tell(`cleo offers the case to hana → ${JSON.stringify(offer.body)}`);
  scene.check('the case is offered', offer.status === 200);
}

export async function caseManagerOpensThePerson(scene: Scene): Promise<void> {
  scene.title('5. A case manager opens the person to coordinate care');
  const view = await eventually('hana’s relation to the person', async () => {
    const answer = await viewOf(scene);
    return datasetsOf(answer.body).includes('ems') ? answer : undefined;
  });
  tellView(scene, view.body);
  scene.check('housing is shown', datasetsOf(view.body).includes('stay'));
  scene.check('the ambulance is shown', datasetsOf(view.body).includes('ems'));
  scene.check('treatment has left no trace', !/sud|harbor-recovery|PART2/i.test(view.text));
  await theAuditEntry(scene, view.body.decisionId);
  await otherwiseRefused(scene);
}

async function theAuditEntry(scene: Scene, decisionId: string): Promise<void> {
  const { status, text } = await scene
    .as('gus', 'OVERSIGHT')
    .get<Decision>(`/v1/decisions/${decisionId}/explanation`);
  scene.tell(
    `gus, privacy officer, sees the decision in the audit → ${status} ${text.slice(0, 240)}…`,
  );
  scene.check('the disclosure is in the audit chain', status === 200);
}

export async function sheConsents(scene: Scene): Promise<void> {
  scene.title('6. She consents, and the same request shows the progress note with its notice');
  const consentId = await recordForm(scene, 'saul', {
    recordKey: scene.story.keys.sud,
    kind: 'PART2_SPECIFIC',
    family: 'part2-specific',
    covers: ['sud.name', 'sud.programme', 'sud.progress'],
  });
  scene.tell(`saul records and verifies the form → consent ${consentId}`);
  const view = await eventually('the progress note', async () => {
    const answer = await viewOf(scene);
    return datasetsOf(answer.body).includes('sud') ? answer : undefined;
  });
  tellView(scene, view.body);
  const notices = view.body.notices.map(({ code }) => code);
  scene.tell(
    `notices: ${view.body.notices.map(({ code, text }) => `${code} ${(text ?? '').slice(0, 90)}`).join(' | ')}`,
  );
  scene.check('the progress note is shown', view.text.includes('sud.progress'));
  scene.check(
    'with its notice and the scope of the consent',
    notices.includes('NOTICE_P2') && notices.includes('CONSENT_SCOPE'),
  );
}

export async function theLoopCloses(scene: Scene): Promise<void> {
  scene.title('7. The case manager refers her to a shelter with a bed; the loop closes');
  const before = await bedsOf(scene);
  const draft = {
    commandId: randomUUID(),
    person: { personId: scene.personId },
    serviceId: SHELTER,
    needCategory: 'shelter',
    urgency: 'urgent',
    door: 'mdt',
    caseId: scene.caseId,
    discloses: ['stay.name', 'stay.projectType'],
    send: true,
  };
  const sent = await scene.as('hana', 'CARE_COORD').post<CommandAnswer>('/v1/referrals', draft);
  scene.tell(`hana sends the referral → ${sent.status} ${sent.text}`);
  scene.check(
    'the referral is sent and a bed is locked',
    sent.status === 201 && (await bedsOf(scene)) === before - 1,
  );
  const path = `/v1/referrals/${sent.body.id}`;
  await step(scene, path, 'accept', {});
  await step(scene, path, 'start-service', { startedAt: new Date().toISOString() });
  await step(scene, path, 'complete', {
    outcome: { delivered: 'full', need: 'met', confirmedBy: 'provider' },
  });
  const seen = await eventually('the outcome', async () => {
    const { body } = await scene.as('hana', 'CARE_COORD').get<CareRecord>(path);
    return body.elements['rfrl.state'] === 'completed' ? body : undefined;
  });
  scene.tell(`hana sees → ${JSON.stringify(seen.elements)}`);
  scene.check(
    'the loop is closed with an outcome',
    JSON.stringify(seen.elements['rfrl.outcome']).includes('met'),
  );
}

async function step(scene: Scene, path: string, type: string, data: object): Promise<void> {
  const { status, text } = await command(scene, 'pax', path, type, data);
  scene.tell(`pax, at the shelter: ${type} → ${status} ${text}`);
  scene.check(`the provider may ${type}`, status === 200);
}

export async function theReportCountsIt(scene: Scene): Promise<void> {
  scene.title('8. The monthly report counts it, small cells hidden');
  const month = cityMonth(scene.stack.firstRunAt);
  const ada = scene.as('ada', 'REPORTING');
  const { status, body, text } = await ada.get<{ provenance?: { isProvisional?: boolean } }>(
    `/v1/reports/monthly?month=${month}&format=json&provisional=true`,
  );
  const csv = await ada.get<string>(
    `/v1/reports/monthly?month=${month}&format=csv&provisional=true`,
  );
  for (const line of csv.text.trim().split('\n').slice(0, 16)) scene.tell(line);
  scene.check(
    'it is provisional and says so',
    status === 200 && body.provenance?.isProvisional === true,
  );
  scene.check('small cells are hidden', text.includes('hidden'));
  scene.check('nobody is named', !text.includes(scene.story.search.family));
}

const viewOf = (scene: Scene) =>
  scene.as('hana', 'CARE_COORD').get<PersonView>(`/v1/persons/${scene.personId}`);

const datasetsOf = ({ departments }: Partial<PersonView>) =>
  (departments ?? []).flatMap(({ records }) => records.map(({ dataset }) => dataset));

function tellView(scene: Scene, { departments, confidentiality }: PersonView): void {
  scene.tell(`GET /v1/persons/{id} by hana for CARE_COORD → confidentiality ${confidentiality}`);
  for (const { department, records } of departments) {
    for (const { dataset, elements } of records.slice(0, 2)) {
      scene.tell(
        `  ${department.padEnd(18)} ${dataset.padEnd(5)} ${Object.keys(elements).join(', ').slice(0, 120)}`,
      );
    }
  }
}

/** The version the command expects is read first, by whoever gives it. */
async function command(scene: Scene, user: string, path: string, type: string, data: object) {
  const asker = scene.as(user, 'CARE_COORD');
  const dataset = path.includes('/cases/') ? 'mdt' : 'rfrl';
  const version = await eventually(`${user} sees ${dataset}`, async () => {
    const { body, status } = await asker.get<CareRecord>(path);
    const seen = status === 200 ? body.elements[`${dataset}.version`] : undefined;
    return typeof seen === 'number' ? seen : undefined;
  });
  return asker.post<CommandAnswer>(`${path}/commands`, {
    commandId: randomUUID(),
    expectedVersion: version,
    type,
    data,
  });
}

async function bedsOf(scene: Scene): Promise<number> {
  const { body } = await scene
    .as('hana', 'CARE_COORD')
    .get<ServiceView[]>('/v1/services?need=shelter');
  const shelter = body.find(({ serviceId }) => serviceId === SHELTER);
  return shelter?.capacity[0]?.open ?? 0;
}

const cityMonth = (at: Date) =>
  new Intl.DateTimeFormat('en-CA', {
    timeZone: 'America/Los_Angeles',
    year: 'numeric',
    month: '2-digit',
  })
    .format(at)
    .slice(0, 7);
