import type { PushedSubject } from '@continuum/contracts';
import { NICKNAMES } from '../names/nicknames.js';
import { MARKS, SPELLINGS } from '../names/spellings.js';
import { givenNames, aFamilyName, COMMUNITIES } from '../names/customs.js';
import { at, type TruePerson } from '../people/person.js';
import type { Random } from '../random.js';
import type { Errors } from './errors.js';

type Name = NonNullable<PushedSubject['names']>[number];

interface Habits {
  readonly recordsAliases: boolean;
}

/** How a clerk wrote the name this time, official name first. */
export function writtenNames(
  person: TruePerson,
  instant: number,
  { recordsAliases }: Habits,
  errors: Errors,
  random: Random,
): Name[] {
  let given = givenAsWritten(person.given, errors, random);
  let family = familyAsWritten(at(person.families, instant), errors, random);
  if (errors.happens('typo')) {
    if (random.chance(0.5)) given = mistype(given, random);
    else family = mistype(family, random);
  }
  const isSwapped = errors.happens('swappedNames');
  if (errors.happens('familyFirst', FAMILY_FIRST.has(person.community) && !isSwapped) || isSwapped)
    [given, family] = [family, given];
  if (errors.happens('falseName', recordsAliases)) [given, family] = anotherName(person, random);
  const written = [given, family] as const;
  return [official(person, written, errors, random), ...furtherNames()];

  function furtherNames(): Name[] {
    const former = person.families[0]?.value ?? '';
    if (at(person.families, instant) !== former && random.chance(0.25))
      return [{ use: 'former', given: title(given), family: title(former) }];
    if (!errors.happens('alias', recordsAliases)) return [];
    return [{ use: 'alias', ...anAlias(person, written, random) }];
  }
}

/** Communities whose family name comes first. */
const FAMILY_FIRST = new Set(
  COMMUNITIES.filter(({ custom }) => /Asian$/.test(custom)).map(({ ethnicity }) => ethnicity),
);

function official(
  person: TruePerson,
  [given, family]: readonly [string, string],
  errors: Errors,
  random: Random,
): Name {
  return {
    use: 'official',
    given: title(given),
    ...middleOf(person, random),
    family: title(family),
    ...(person.suffix && !errors.happens('suffixMissing') ? { suffix: person.suffix } : {}),
  };
}

function givenAsWritten(given: string, errors: Errors, random: Random): string {
  const nicknames = NICKNAMES[given] ?? [];
  if (errors.happens('nickname', nicknames.length > 0)) return random.pick(nicknames);
  if (!errors.happens('spelling', isSpeltVariously(given))) return given;
  const others = SPELLINGS.get(given) ?? [];
  return others.length > 0 ? random.pick(others) : respelt(given, random);
}

function anAlias(person: TruePerson, [given, family]: readonly [string, string], random: Random) {
  const nickname = NICKNAMES[person.given]?.[0];
  if (nickname && nickname !== given && random.chance(0.5))
    return { given: title(nickname), family: title(family) };
  if (random.chance(0.4)) return { given: title(mistype(given, random)), family: title(family) };
  const [otherGiven, otherFamily] = anotherName(person, random);
  return { given: title(otherGiven), family: title(otherFamily) };
}

function anotherName({ community, sex }: TruePerson, random: Random): [string, string] {
  const own = COMMUNITIES.find(({ ethnicity }) => ethnicity === community);
  const of = own ?? random.pick(COMMUNITIES);
  return [givenNames(of, sex, random).given, aFamilyName(of, random)];
}

function familyAsWritten(family: string, errors: Errors, random: Random): string {
  const parts = family.split(/[ -]/);
  if (errors.happens('familyPart', parts.length > 1 && !family.startsWith('al-')))
    return (parts[0] ?? '').length > 3 && random.chance(0.7)
      ? (parts[0] ?? '')
      : (parts.at(-1) ?? '');
  if (!errors.happens('spelling', isSpeltVariously(family))) return family;
  const others = SPELLINGS.get(family) ?? [];
  return others.length > 0 && random.chance(0.8) ? random.pick(others) : respelt(family, random);
}

const isSpeltVariously = (name: string) =>
  SPELLINGS.has(name) || MARKS.has(name) || /[ -]/.test(name);

/** With its marks where it has some; else its parts joined, parted or hyphened otherwise. */
function respelt(name: string, random: Random): string {
  const marked = MARKS.get(name);
  if (marked !== undefined) return marked;
  return name.replace(/[ -]/g, random.pick(['', name.includes('-') ? ' ' : '-']));
}

const middleOf = ({ middle }: TruePerson, random: Random): Partial<Name> =>
  middle && random.chance(0.5)
    ? { middle: random.chance(0.5) ? title(middle) : middle.charAt(0).toUpperCase() }
    : {};

/** One letter dropped, doubled, changed or swapped with its neighbour. */
export function mistype(word: string, random: Random): string {
  const where = random.whole(1, Math.max(1, word.length - 2));
  const letter = word[where] ?? 'e';
  switch (random.whole(0, 3)) {
    case 0:
      return word.slice(0, where) + word.slice(where + 1);
    case 1:
      return word.slice(0, where) + letter + word.slice(where);
    case 2:
      return word.slice(0, where) + random.pick(LETTERS) + word.slice(where + 1);
    default:
      return word.slice(0, where) + (word[where + 1] ?? '') + letter + word.slice(where + 2);
  }
}
const LETTERS = [...'aeiorstln'];

export const title = (name: string) =>
  name.replace(
    /(^|[ -])(\p{L})/gu,
    (_, before: string, letter: string) => before + letter.toUpperCase(),
  );
