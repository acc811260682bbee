import type { Subject } from '@continuum/contracts';
import type { NameFeature } from './features.js';
import {
  JOINERS,
  PARTICLES,
  PLACEHOLDER_NAMES,
  PLACEHOLDER_WORDS,
  RANKS,
  SUFFIXES,
  TITLES,
} from './name-lists.js';
import { words } from './text.js';

/** Given names that are compared. */
const MOST_GIVEN = 3;

type SourceName = Subject['names'][number];

export interface PreparedName {
  readonly name?: NameFeature;
  readonly isPlaceholder: boolean;
}

export function prepareName(source: SourceName): PreparedName {
  const given = source.middle
    ? [...words(source.given ?? ''), ...words(source.middle)]
    : words(source.given ?? '');
  const family = words(source.family ?? '');
  const all = [...given, ...family];
  const isPart = all.map((_, at) => isNamePart(all, at));
  return named(source, {
    given: given.filter((_, at) => isPart[at]),
    family: family.filter((_, at) => isPart[given.length + at]),
    suffix: suffixOf(source.suffix ? ['', ...words(source.suffix), ...all] : all),
  });
}

/** A name in one piece: the last word, with the particles before it, is the family name. */
export function splitFullName(text: string): { given: string; family: string; suffix: string } {
  const all = words(text);
  const parts = all.filter((_, at) => isNamePart(all, at));
  let from = parts.length - 1;
  while (from > 1 && PARTICLES.has(parts[from - 1]!)) from -= 1;
  const isOneWord = parts.length < 2;
  return {
    given: parts.slice(0, isOneWord ? 1 : from).join(' '),
    family: isOneWord ? '' : parts.slice(from).join(' '),
    suffix: suffixOf(all) ?? '',
  };
}

interface Parts {
  readonly given: readonly string[];
  readonly family: readonly string[];
  readonly suffix: string | undefined;
}

function named({ use }: SourceName, { given, family, suffix }: Parts): PreparedName {
  if (isPlaceholder(given, family)) return { isPlaceholder: true };
  if (given.length + family.length === 0) return { isPlaceholder: false };
  const name = {
    given: joinParticles(given).slice(0, MOST_GIVEN),
    family: withWhole(family),
    ...(suffix !== undefined && { suffix }),
    isOfficial: use === 'official',
  };
  return { isPlaceholder: false, name };
}

const suffixOf = (all: readonly string[]) =>
  all.flatMap((word, at) => (at === 0 ? [] : (SUFFIXES.get(word) ?? []))).at(0);

const ORDINAL = /^\d+(?:st|nd|rd|th)$/;
const NUMBER = /^\d+$/;

function isNamePart(all: readonly string[], at: number): boolean {
  const word = all[at]!;
  if (TITLES.has(word) || JOINERS.has(word) || (at > 0 && SUFFIXES.has(word))) return false;
  if (NUMBER.test(word) || ORDINAL.test(word)) return false;
  if (!RANKS.has(word)) return true;
  const isBetween = at > 0 && at < all.length - 1;
  return !isBetween && !ORDINAL.test(all[at - 1] ?? '') && all[at + 1] !== 'of';
}

function isPlaceholder(given: readonly string[], family: readonly string[]): boolean {
  for (const word of given) if (isFiller(word)) return true;
  for (const word of family) if (isFiller(word)) return true;
  const whole = given.join(' ');
  if (PLACEHOLDER_NAMES.has(whole) || PLACEHOLDER_NAMES.has(`${whole} ${family.join(' ')}`)) {
    return true;
  }
  return PLACEHOLDER_NAMES.has(`${given[0] ?? ''} ${family.at(-1) ?? ''}`);
}

const isFiller = (word: string) =>
  PLACEHOLDER_WORDS.has(word) || (word.length > 2 && /^(.)\1+$/u.test(word));

/** `de la cruz` becomes `delacruz` followed by its parts, so that either spelling meets the other. */
function joinParticles(parts: readonly string[]): readonly string[] {
  const isParticle = (word: string | undefined) => word !== undefined && PARTICLES.has(word);
  if (parts.length < 2 || !isParticle(parts[0])) return parts;

  const end = parts.findIndex((word) => !isParticle(word)) + 1 || parts.length;
  return [parts.slice(0, end).join(''), ...parts.slice(0, end), ...parts.slice(end)];
}

/** A family name of several words: the whole in one, then its first and last word; particles alone are none. */
function withWhole(parts: readonly string[]): readonly string[] {
  if (parts.length < 2) return parts;
  const whole = parts.join('');
  const own = parts.filter((word) => !PARTICLES.has(word));
  return own.length > 2 ? [whole, own[0]!, own.at(-1)!] : [whole, ...own];
}
