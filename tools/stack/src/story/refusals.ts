import { request, type Answer, type Scene } from './scene.js';

interface Problem {
  readonly code?: string;
  readonly fields?: readonly { readonly code?: string; readonly text?: string }[];
}

/** How it was asked, what came, and the one thing the answer may say. */
interface Attempt {
  readonly how: string;
  readonly answer: Answer<Problem>;
  readonly status: number;
  readonly code: string;
  /** Of a denial: why. */
  readonly reason?: string;
}

const DAY_MS = 86_400_000;
/** Of a problem document, and no more: fields only where something is denied. */
const WORDS = ['type', 'title', 'status', 'code', 'detail', 'traceId'];

/** Whoever asks in another way learns what is missing, and nothing about the person. */
export async function otherwiseRefused(scene: Scene): Promise<void> {
  for (const attempt of await attempts(scene)) {
    const { how, answer, status } = attempt;
    scene.tell(`${how} → ${answer.status} ${answer.text.slice(0, 320)}`);
    scene.check(`${how} it is refused`, answer.status === status);
    scene.check('the answer says what is missing and nothing else', saysOnly(scene, attempt));
  }
}

async function attempts(scene: Scene): Promise<Attempt[]> {
  const { stack } = scene;
  const path = `/v1/persons/${scene.personId}`;
  const hana = scene.as('hana', 'CARE_COORD');
  const withToken = (token?: string) =>
    request<Problem>(stack.urls.gateway + path, {
      method: 'GET',
      headers: { 'continuum-purpose': 'CARE_COORD', ...bearer(token) },
    });
  const yesterday = await stack.tokenOf('hana', new Date(Date.now() - DAY_MS));
  return [
    {
      how: 'without a token',
      answer: await withToken(),
      status: 401,
      code: 'TOKEN_MISSING',
    },
    {
      how: 'with a token that has expired',
      answer: await withToken(yesterday),
      status: 401,
      code: 'TOKEN_EXPIRED',
    },
    {
      how: 'without a purpose',
      answer: await scene.as('hana', '').get(path),
      status: 400,
      code: 'PURPOSE_MISSING',
    },
    {
      how: 'for another purpose',
      answer: await scene.as('hana', 'LE_INVESTIGATION').get(path),
      status: 403,
      code: 'DENIED',
      reason: 'TRAINING_LAPSED',
    },
    {
      how: 'for a field outside the agreement',
      answer: await hana.get(`${path}?elements=cite.category`),
      status: 403,
      code: 'DENIED',
      reason: 'NO_AGREEMENT',
    },
  ];
}

const bearer = (token?: string) => (token ? { authorization: `Bearer ${token}` } : {});

function saysOnly({ story }: Scene, { answer, code, reason }: Attempt): boolean {
  const { body, text } = answer;
  const others = Object.keys(body).filter((word) => !WORDS.includes(word) && word !== 'fields');
  const reasons = (body.fields ?? []).map((field) => field.code);
  const isAboutHer = [story.search.family, story.search.birthDate, 'sud', 'PART2'].some((word) =>
    text.includes(word),
  );
  return (
    body.code === code && others.length === 0 && reasons.join() === (reason ?? '') && !isAboutHer
  );
}
