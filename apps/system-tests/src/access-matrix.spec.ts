import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { cityPolicySet } from '@continuum/stack';
import fc from 'fast-check';
import { arrangeCity, nobody, type ArrangedCity } from './matrix/arranged-city.js';
import { documented, schemas } from './matrix/described.js';
import { send, timeless, type Reply } from './matrix/asking.js';
import { isTied, mayAsk } from './matrix/reference.js';
import { rubbishFor, spoilt, strangeText, type Rubbish } from './matrix/rubbish.js';
import { ROUTES, type RouteAsked } from './matrix/routes.js';
import { FAULTY_TOKENS } from './matrix/tokens.js';
import { treated } from './two-people.js';

jest.setTimeout(240_000);

const set = await cityPolicySet(new Date());
/** Everybody in the directory, and somebody whose token is good and whom it does not know. */
const USERS = [...set.users.map(({ id }) => id), 'stranger'];
const PURPOSES = set.purposes.map(({ purpose }) => purpose);
const routes = documented.flatMap((described) => {
  const asked = ROUTES[described.name];
  return asked ? [{ ...described, asked }] : [];
});
const personal = routes.filter(({ needsPurpose }) => needsPurpose);

let city: ArrangedCity;
const tokens = new Map<string, { readonly made: Promise<string>[]; readonly madeAt: number }>();
/** A second factor is fresh for so long where that is asked. */
const FRESH_MS = 3 * 60_000;
/** One per user and purpose, each of another second, so that what is asked behind can be told apart. */
async function tokenOf(user: string, nth = PURPOSES.length): Promise<string> {
  let own = tokens.get(user);
  if (!own || Date.now() - own.madeAt > FRESH_MS) {
    const madeAt = Date.now();
    const made = Array.from({ length: PURPOSES.length + 1 }, (_, second) =>
      city.world.stack.tokenOf(user, new Date(madeAt - (second + 1) * 1000)),
    );
    own = { made, madeAt };
    tokens.set(user, own);
  }
  return (await own.made[nth]) ?? '';
}

beforeAll(async () => void (city = await arrangeCity()));
afterAll(async () => {
  await city?.gateway.close();
  await city?.world.end();
});

const WORDS = ['type', 'title', 'status', 'code', 'detail', 'traceId', 'fields'];
const NEVER = [treated.family, treated.birthDate, treated.ssn, 'sud.', 'PART2', 'mh.'];

/** What is wrong with a refusal: it is a problem document, says what is missing, and nothing of anybody. */
function faultOfRefusal({ status, type, text }: Reply, never: readonly string[] = NEVER): string {
  if (status < 400) return '';
  if (status >= 500) return 'an error of ours';
  if (!type.startsWith('application/problem+json')) return `a ${type}`;
  const body = JSON.parse(text) as Record<string, unknown>;
  const others = Object.keys(body).filter((word) => !WORDS.includes(word));
  const told = never.filter((word) => text.includes(word));
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
      purposesOf(name, asked, user).map(async ([purpose, nth]) => {
        const fault = await faultOfCell({ user, purpose, nth }, name, asked);
        return fault ? [`${purpose}: ${fault}`] : [];
      }),
    );
    expect(faults.flat()).toEqual([]);
  });
});

/**
 * Where the answer does not turn on the route – somebody may not ask for this purpose at all, or a service judges by who
 * asks alone – each user tries a few purposes on each route, and on all of them together every one.
 */
function purposesOf(name: string, { isDecidedElsewhere }: RouteAsked, user: string) {
  const turn = USERS.indexOf(user) + Object.keys(ROUTES).indexOf(name);
  return PURPOSES.map((purpose, nth): [string, number] => [purpose, nth]).filter(
    ([purpose, nth]) =>
      (mayAsk({ set }, user, purpose) && !isDecidedElsewhere) || (nth + turn) % 6 === 0,
  );
}

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
  const isRefused =
    expected.every((status) => [400, 403, 404].includes(status)) &&
    !expected.every((status) => status === 404);

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

/** Who gets furthest where. */
const FURTHEST: readonly (readonly [RegExp, string, string])[] = [
  [/guides|incidents/, 'omar', 'FIRST_RESPONSE'],
  [/consents/, 'finn', 'CARE_COORD'],
  [/capacity/, 'pax', 'CARE_COORD'],
  [/monthly|snapshots|restatements|reproductions|models/, 'ada', 'REPORTING'],
  [/wrong-views/, 'gus', 'OVERSIGHT'],
  [/alerts/, 'cara', 'TREAT'],
  [/referrals|notices|explanation/, 'hana', 'CARE_COORD'],
  [/./, 'cleo', 'CARE_COORD'],
];

async function sendAs(name: string, asked: RouteAsked) {
  const [, user, purpose] = FURTHEST.find(([route]) => route.test(name)) ?? [/./, 'cleo', ''];
  return send(city, { route: name, asked, ids: city.ids, purpose, token: await tokenOf(user) });
}

/** Refused by naming the field, or taken as it is; never an error, and nothing is repeated. */
function faultOfRubbish(reply: Reply, { path, value, isOfAnotherType }: Rubbish): string {
  const fault = faultOfRefusal(reply, []);
  if (fault) return fault;
  const isNamed = reply.text.includes(`"field":"${path.join('.')}`);
  if (isOfAnotherType && !isNamed) return `${reply.status} does not name ${path.join('.')}`;
  const isTold = typeof value === 'string' && value.length > 8 && reply.text.includes(value);
  return isTold && reply.status >= 400 ? 'repeats the value' : '';
}

describe.each(routes.filter(({ body }) => body))(
  'rubbish in $name',
  ({ name, asked, body = {} }) => {
    it('is refused by field, never with an error of ours', async () => {
      const property = fc.asyncProperty(rubbishFor(body, schemas), async (rubbish) => {
        const good = asked.body?.(city.ids) ?? {};
        const reply = await sendAs(name, { ...asked, body: () => spoilt(good, rubbish) });
        expect(faultOfRubbish(reply, rubbish)).toBe('');
      });
      await fc.assert(property, { numRuns: 60, seed: 3 });
    });

    it('in a field that nobody knows is refused', async () => {
      const reply = await sendAs(name, {
        ...asked,
        body: () => ({ ...asked.body?.(city.ids), isAdmin: true }),
      });
      expect({ status: reply.status, text: reply.text }).toMatchObject({
        status: 422,
        text: expect.stringContaining('"field":"isAdmin"'),
      });
    });
  },
);

const parametersOf = ({ parameters }: (typeof routes)[number]) =>
  parameters.filter(({ in: place }) => place !== 'header');
const withParameters = routes.filter((route) => parametersOf(route).length > 0);

describe.each(withParameters)('rubbish in the address of $name', (route) => {
  const { name, asked } = route;
  const [, template = ''] = name.split(' ');

  it('is refused, never with an error of ours', async () => {
    const parameter = fc.constantFrom(...parametersOf(route));
    const property = fc.asyncProperty(parameter, strangeText, async (one, text) => {
      const told = encodeURIComponent(text.toWellFormed());
      const path =
        one.in === 'path'
          ? template.replace(`{${one.name}}`, told)
          : `${asked.path(city.ids).split('?')[0]}?${one.name}=${told}`;
      const reply = await sendAs(name, { ...asked, path: () => path });
      expect(faultOfRefusal(reply)).toBe('');
      if (one.in === 'path') expect(reply.status).toBeGreaterThanOrEqual(400);
    });
    await fc.assert(property, { numRuns: 30, seed: 5 });
  });

  it('given twice, as an object, or not decodable is refused or not looked at', async () => {
    const path = asked.path(city.ids).split('?')[0] ?? '';
    const queries = parametersOf(route)
      .filter(({ in: place }) => place === 'query')
      .flatMap(({ name: one }) => [`${one}=a&${one}=b`, `${one}[x]=1`, `${one}[]=1`]);
    for (const query of [...queries, '__proto__[isAdmin]=1', 'constructor=1', 'a=%zz', '%zz']) {
      const reply = await sendAs(name, { ...asked, path: () => `${path}?${query}` });
      expect({ query, fault: faultOfRefusal(reply) }).toEqual({ query, fault: '' });
    }
  });
});
