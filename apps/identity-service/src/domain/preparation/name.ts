import type { Subject } from '@continuum/contracts';
import type { NameFeature } from './features.js';
import { PARTICLES, PLACEHOLDER_NAMES, PLACEHOLDER_WORDS, SUFFIXES, TITLES } from './name-lists.js';
import { words } from './text.js';

type SourceName = Subject['names'][number];

export interface PreparedName {
  readonly name?: NameFeature;
  readonly isPlaceholder: boolean;
}

export function prepareName(source: SourceName): PreparedName {
  const given = [...words(source.given ?? ''), ...words(source.middle ?? '')];
  const family = words(source.family ?? '');
  const suffix = [...words(source.suffix ?? ''), ...family, ...given.slice(1)]
    .map((word) => SUFFIXES.get(word))
    .find((known) => known !== undefined);

  const givenParts = given.filter(isNamePart);
  const familyParts = family.filter(isNamePart);
  if (isPlaceholder(givenParts, familyParts)) return { isPlaceholder: true };
  if (givenParts.length + familyParts.length === 0) return { isPlaceholder: false };
  return {
    isPlaceholder: false,
    name: {
      given: joinParticles(givenParts),
      family: joinParticles(familyParts),
      ...(suffix !== undefined && { suffix }),
      isOfficial: source.use === 'official',
    },
  };
}

function isNamePart(word: string): boolean {
  return !TITLES.has(word) && !SUFFIXES.has(word);
}

function isPlaceholder(given: readonly string[], family: readonly string[]): boolean {
  const all = [...given, ...family];
  return (
    PLACEHOLDER_NAMES.has(all.join(' ')) ||
    PLACEHOLDER_NAMES.has(given.join(' ')) ||
    PLACEHOLDER_NAMES.has(`${given[0] ?? ''} ${family.at(-1) ?? ''}`) ||
    all.some((word) => PLACEHOLDER_WORDS.has(word) || /^(.)\1{2,}$/u.test(word))
  );
}

/** `de la cruz` becomes `delacruz` followed by its parts, so that either spelling meets the other. */
function joinParticles(parts: readonly string[]): string[] {
  const isParticle = (word: string | undefined) => word !== undefined && PARTICLES.has(word);
  if (parts.length < 2 || !isParticle(parts[0])) return [...parts];

  const end = parts.findIndex((word) => !isParticle(word)) + 1 || parts.length;
  return [parts.slice(0, end).join(''), ...parts.slice(0, end), ...parts.slice(end)];
}
