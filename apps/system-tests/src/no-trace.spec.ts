import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { eventually, publishDirectory, recordForm, Scene, type Answer } from '@continuum/stack';
import { randomUUID } from 'node:crypto';
import { recordedGateway, type RecordedGateway } from './recorded-gateway.js';
import { undocumented } from './undocumented.js';
import { askedBehind, recordsOf, treated, untreated, whoever, type Person } from './two-people.js';
import { World } from './world.js';

jest.setTimeout(180_000);

interface Case {
  readonly id: string;
  readonly personId: string | null;
  readonly elements: Readonly<Record<string, unknown>>;
}
/** Somebody the gateway is asked about. */
interface Known {
  readonly person: Person;
  readonly personId: string;
  readonly caseId: string;
}

let world: World;
let gateway: RecordedGateway;
let scene: Scene;
let her: Known;
let twin: Known;

beforeAll(async () => {
  world = await World.begin('no-trace');
  gateway = await recordedGateway(world.stack);
  const stack = { ...world.stack, urls: { ...world.stack.urls, gateway: gateway.url } };
  const now = new Date();
  scene = new Scene(stack, () => undefined, now);
  await publishDirectory(scene);
  await world.push(recordsOf(treated, now));
  await world.push(recordsOf(untreated, now).filter(({ record }) => record.kind !== 'sud_episode'));
  await world.quiet();
  her = await known(treated);
  twin = await known(untreated);
});
afterAll(async () => {
  await gateway.close();
  await world.end();
});

/** Found by the clinician in jail; on the coordinator's list, because she crossed the line; offered to hana. */
async function known(person: Person): Promise<Known> {
  const personId = await eventually('the person in custody', async () => {
    const { body } = await search(person);
    return body.hits?.[0]?.personId;
  });
  const cleo = scene.as('cleo', 'CARE_COORD');
  const caseId = await eventually('the nomination', async () => {
    const { body, status } = await cleo.get<Case[]>('/v1/cases');
    return status === 200 ? body.find((one) => one.personId === personId)?.id : undefined;
  });
  const { body } = await cleo.get<Case>(`/v1/cases/${caseId}`);
  await cleo.post(`/v1/cases/${caseId}/commands`, {
    commandId: randomUUID(),
    expectedVersion: body.elements['mdt.version'],
    type: 'offer',
    data: {
      leadUserId: 'hana',
      informationClasses: ['case', 'housing', 'health', 'sud', 'justice'],
    },
  });
  await eventually('hana’s relation to the person', async () => {
    const { text } = await view('hana', personId);
    return text.includes('stay.') || undefined;
  });
  return { person, personId, caseId };
}

const search = ({ family, birthDate }: Person) =>
  scene.as('cara', 'TREAT').post<{ hits?: { personId: string }[] }>('/v1/search', {
    name: { given: 'Margaret', family },
    birthDate,
  });
const purposeOf = (user: string) => (user === 'hana' ? 'CARE_COORD' : 'TREAT');
const view = (user: string, personId: string, query = '') =>
  scene.as(user, purposeOf(user)).get<object>(`/v1/persons/${personId}${query}`);

type Question = (one: Known) => Promise<Answer<unknown>>;
/** What is asked, the status it has, the view that the OpenAPI document names for it. */
const questions: [string, number, string, Question][] = [
  ['searched by the clinician', 200, 'Hits', ({ person }) => search(person)],
  ['opened by the clinician', 200, 'PersonView', ({ personId }) => view('cara', personId)],
  ['opened by the case manager', 200, 'PersonView', ({ personId }) => view('hana', personId)],
  ['opened by a nurse without a relation', 403, '', ({ personId }) => view('nora', personId)],
  [
    'asked for the treatment itself',
    404,
    '',
    ({ personId }) => view('hana', personId, '?elements=sud.progress,sud.programme'),
  ],
  [
    'asked for housing and treatment',
    200,
    'PersonView',
    ({ personId }) => view('hana', personId, '?elements=stay.projectType,sud.progress'),
  ],
  [
    'asked why the records are one person',
    200,
    '',
    ({ personId }) => scene.as('cara', 'TREAT').get(`/v1/persons/${personId}/explanation`),
  ],
  [
    'read as a case',
    200,
    'CareRecord',
    ({ caseId }) => scene.as('hana', 'CARE_COORD').get(`/v1/cases/${caseId}`),
  ],
];

async function traceOf(question: Question, one: Known) {
  gateway.calls();
  const answer = whoever(await question(one), one.person);
  return { ...answer, behind: askedBehind(gateway.calls(), one.person) };
}

describe('a withheld substance-use record leaves no trace', () => {
  it('and is there: the owner keeps it and consent-service knows whose it is', async () => {
    const facts = await world.query<{ person_id: string }>(
      'consent-service',
      `SELECT person_id FROM record_fact WHERE dataset = 'sud'`,
    );
    expect(facts).toEqual([{ person_id: her.personId }]);
  });

  it.each(questions)(
    '%s: status, headers, body and the calls behind are those of a twin without it',
    async (_, status, view, question) => {
      const hers = await traceOf(question, her);
      expect(hers.status).toBe(status);
      if (view) expect(undocumented(view, (await question(her)).body)).toBe('');
      expect(hers.body).not.toMatch(/harbor-recovery|PART2/);
      expect(hers.behind.length).toBeGreaterThan(0);
      expect(hers).toEqual(await traceOf(question, twin));
    },
  );

  it('until she consents: then the same question is answered otherwise, and its owner is asked', async () => {
    const before = await traceOf(({ personId }) => view('hana', personId), twin);
    await recordForm(scene, 'saul', {
      recordKey: `sud-programme/ehr/${treated.mark}SUD-1`,
      kind: 'PART2_SPECIFIC',
      family: 'part2-specific',
      covers: ['sud.name', 'sud.programme', 'sud.progress'],
    });
    const after = await eventually('the progress note', async () => {
      const trace = await traceOf(({ personId }) => view('hana', personId), her);
      return trace.body.includes('sud.progress') ? trace : undefined;
    });
    expect(after.body).not.toEqual(before.body);
    expect(after.behind).not.toEqual(before.behind);
  });
});
