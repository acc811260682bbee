import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { cityPolicySet } from '@continuum/stack';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { arrangeCity, nobody, type ArrangedCity } from './matrix/arranged-city.js';
import { send, timeless, type Reply } from './matrix/asking.js';
import { isTied } from './matrix/reference.js';
import { ROUTES, type RouteAsked } from './matrix/routes.js';
import { FAULTY_TOKENS } from './matrix/tokens.js';
import { treated } from './two-people.js';

jest.setTimeout(240_000);

interface Described {
  readonly 'x-decided'?: string;
}
const DOCUMENT = join(import.meta.dirname, '../../../docs/openapi.json');
const { paths } = JSON.parse(readFileSync(DOCUMENT, 'utf8')) as {
  paths: Record<string, Record<string, Described>>;
};
const documented = Object.entries(paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, route]) => ({
    name: `${method.toUpperCase()} ${path}`,
    needsPurpose: route['x-decided'] !== undefined,
  })),
);
const set = await cityPolicySet(new Date());
/** Everybody in the directory, and somebody whose token is good and whom it does not know. */
const USERS = [...set.users.map(({ id }) => id), 'stranger'];
const PURPOSES = set.purposes.map(({ purpose }) => purpose);
const routes = documented.flatMap(({ name, needsPurpose }) => {
  const asked = ROUTES[name];
  return asked ? [{ name, asked, needsPurpose }] : [];
});
const personal = routes.filter(({ needsPurpose }) => needsPurpose);

let city: ArrangedCity;
const tokens = new Map<string, { readonly token: string; readonly madeAt: number }>();
/** A second factor is fresh for so long where that is asked. */
const FRESH_MS = 3 * 60_000;
/** One per user and purpose, so that what is asked behind can be told apart. */
async function tokenOf(user: string, nth = PURPOSES.length) {
  const key = `${user} ${nth}`;
  const known = tokens.get(key);
  if (known && Date.now() - known.madeAt < FRESH_MS) return known.token;
  const madeAt = Date.now();
  const token = await city.world.stack.tokenOf(user, new Date(madeAt - (nth + 1) * 1000));
  tokens.set(key, { token, madeAt });
  return token;
}

beforeAll(async () => void (city = await arrangeCity()));
afterAll(async () => {
  await city?.gateway.close();
  await city?.world.end();
});

const WORDS = ['type', 'title', 'status', 'code', 'detail', 'traceId', 'fields'];
const NEVER = [treated.family, treated.birthDate, treated.ssn, 'sud.', 'PART2', 'mh.'];

/** What is wrong with a refusal: it is a problem document, says what is missing, and nothing of anybody. */
function faultOfRefusal({ status, type, text }: Reply): string {
  if (status < 400) return '';
  if (status >= 500) return 'an error of ours';
  if (!type.startsWith('application/problem+json')) return `a ${type}`;
  const body = JSON.parse(text) as Record<string, unknown>;
  const others = Object.keys(body).filter((word) => !WORDS.includes(word));
  const told = NEVER.filter((word) => text.includes(word));
  if (!body['code'] || others.length + told.length > 0)
    return `says ${[...others, ...told].join()}`;
  return '';
}

describe('the routes of the document', () => {
  it('are all asked here, and no others', () => {
    expect(documented.map(({ name }) => name).toSorted()).toEqual(Object.keys(ROUTES).toSorted());
  });
});

describe.each(Object.entries(FAULTY_TOKENS))('%s', (_, faulty) => {
  it.each(routes)('$name is refused', async ({ name, asked }) => {
    const token = await faulty(city);
    for (const purpose of ['CARE_COORD', '']) {
      const reply = await send(city, {
        route: name,
        asked,
        ids: city.ids,
        purpose,
        ...(token && { token }),
      });
      expect({ status: reply.status, fault: faultOfRefusal(reply) }).toEqual({
        status: 401,
        fault: '',
      });
      expect(city.gateway.calls()).toEqual([]);
    }
  });
});

describe.each([
  ['without a purpose', '', 'PURPOSE_MISSING'],
  ['for a purpose that nobody knows', 'CURIOSITY', 'BAD_REQUEST'],
  ['for a purpose in small letters', 'care_coord', 'BAD_REQUEST'],
  ['for two purposes', 'CARE_COORD, TREAT', 'BAD_REQUEST'],
  ['for a word of every object', 'constructor', 'BAD_REQUEST'],
])('%s', (_, purpose, code) => {
  it.each(personal)(
    '$name is refused to everybody, and nobody is asked',
    async ({ name, asked }) => {
      for (const user of USERS) {
        const token = await tokenOf(user);
        const reply = await send(city, { route: name, asked, ids: city.ids, purpose, token });
        expect({ user, status: reply.status, fault: faultOfRefusal(reply) }).toEqual({
          ...{ user, status: 400, fault: '' },
        });
        expect(JSON.parse(reply.text)).toMatchObject({ code });
        expect(reply.behind).toEqual([]);
      }
    },
  );
});

describe.each(routes)('$name', ({ name, asked }) => {
  it.each(USERS)('%s gets for each purpose what the city’s documents leave', async (user) => {
    const faults = await Promise.all(
      PURPOSES.map(async (purpose, nth) => {
        const fault = await faultOfCell({ user, purpose, nth }, name, asked);
        return fault ? [`${purpose}: ${fault}`] : [];
      }),
    );
    expect(faults.flat()).toEqual([]);
  });
});

interface Asker {
  readonly user: string;
  readonly purpose: string;
  readonly nth: number;
}

async function faultOfCell({ user, purpose, nth }: Asker, route: string, asked: RouteAsked) {
  const token = await tokenOf(user, nth);
  const reply = await send(city, { route, asked, ids: city.ids, purpose, token });
  const expected = asked.expected({ city, user, purpose });
  const called = reply.behind.map(({ method, path }) => `${method} ${path}`);
  const isRefused = expected.every((status) => [400, 403, 404].includes(status));

  if (!expected.includes(reply.status)) {
    return `${reply.status} for ${expected.join('/')} ${reply.text.slice(0, 300)}`;
  }
  if (reply.status < 300 && !asked.isDecidedElsewhere && !isDecided(called)) return 'not decided';
  const behind = asked.behind;
  if (isRefused && behind && called.some((call) => behind.test(call)))
    return `caused ${called.join()}`;
  if (isRefused && asked.isAboutOne && !isTied(city, user, purpose)) {
    const of = await send(city, { route, asked, ids: nobody(), purpose, token });
    const [theirs, nobodys] = [timeless(reply), timeless(of)].map((one) => JSON.stringify(one));
    if (theirs !== nobodys) return `tells ${theirs} from ${nobodys}`;
  }
  return faultOfRefusal(reply);
}

const isDecided = (called: readonly string[]) =>
  called.includes('POST /v1/decisions') && called.some((call) => call.endsWith('/release'));
