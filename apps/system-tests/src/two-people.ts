import { theStory, type StoryRecord } from '@continuum/synthetic-city';
import type { Answer } from '@continuum/stack';
import type { DownstreamCall } from './recorded-gateway.js';

/** What tells a person from the one of the story, word by word of the same length. */
export type Person = Readonly<Record<keyof typeof INVENTED, string>>;

const INVENTED = {
  mark: 'ST-',
  family: 'Zanellford',
  birthDate: '1981-04-09',
  swapped: '1981-09-04',
  ssn: '871-44-2093',
  phone: '5554417702',
  street: '2210 Saffron Court',
} as const;
const WORDS = Object.keys(INVENTED) as (keyof Person)[];

export const treated: Person = {
  mark: 'SA-',
  family: 'Quillmarth',
  birthDate: '1974-03-08',
  swapped: '1974-08-03',
  ssn: '872-45-3104',
  phone: '5554417803',
  street: '2311 Cypress Court',
};
export const untreated: Person = {
  mark: 'SB-',
  family: 'Oxenbridth',
  birthDate: '1969-05-07',
  swapped: '1969-07-05',
  ssn: '873-46-4215',
  phone: '5554417904',
  street: '2412 Heather Court',
};

/** The story's records, told of somebody else. */
export function recordsOf(person: Person, at: Date): StoryRecord[] {
  const { before, booking, keys } = theStory(at);
  const own = [...before, booking].filter(
    ({ feed, record }) => `${feed}/${record.recordId}` !== keys.twin,
  );
  return own.map((one) => JSON.parse(retold(JSON.stringify(one), INVENTED, person)) as StoryRecord);
}

/** What an answer says whoever it is about: words and ids of the person, and the moment, are taken out. */
export function whoever({ status, headers, text }: Answer<unknown>, person: Person) {
  const kept = [...headers].filter(([name]) => !OF_THE_MOMENT.has(name));
  return { status, headers: kept, body: nameless(text, person) };
}

/** What was asked of the services behind, whoever it is about. Calls made at once come in any order. */
export function askedBehind(calls: readonly DownstreamCall[], person: Person): string[] {
  return calls.map((call) => nameless(JSON.stringify(withPermitRead(call)), person)).sort();
}

const OF_THE_MOMENT = new Set(['date', 'x-ratelimit-remaining', 'x-ratelimit-reset']);
const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
const MOMENT = /"(validUntil|iat|exp|nbf|epochs)":("[^"]*"|\d+|\{[^}]*\})/g;

function nameless(text: string, person: Person): string {
  const ids = new Map<string, string>();
  return retold(text, person, INVENTED)
    .replace(UUID, (id) => {
      if (!ids.has(id)) ids.set(id, `id ${ids.size}`);
      return ids.get(id) ?? '';
    })
    .replace(MOMENT, '"$1":"then"');
}

const retold = (text: string, from: Person, to: Person) =>
  WORDS.reduce((told, word) => told.replaceAll(from[word], to[word]), text);

/** A permit is compared by what it says; tokens say who calls, not about whom. */
function withPermitRead({ headers, body, ...call }: DownstreamCall) {
  const { 'continuum-permit': permit, ...others } = headers;
  const [, claims = ''] = permit?.split('.') ?? [];
  return {
    ...call,
    headers: Object.keys(others).sort(),
    body: body === '' ? null : (JSON.parse(body) as unknown),
    permit: permit
      ? (JSON.parse(Buffer.from(claims, 'base64url').toString('utf8')) as unknown)
      : null,
  };
}
