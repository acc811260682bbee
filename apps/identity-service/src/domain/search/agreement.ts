import type { SearchReason } from '@continuum/contracts';
import { waterfall, type Part } from '../explanation/waterfall.js';
import { familyOf, givenOf, namesOf } from '../matching/compare-names.js';
import { FamilyLevel, GivenLevel, gridLevel, LEVEL_NAMES, NameLevel } from '../matching/levels.js';
import type { Memory } from '../resolution/memory.js';

/** Whoever is looked for is somebody of this city: a pair of records of the whole state starts lower. */
const SEARCH_PRIOR = -18_000;
const SHORTEST_PREFIX = 3;
/** What an equal given name and the beginning of a family name are worth. */
const BEGUN = gridLevel(GivenLevel.equal, FamilyLevel.near);

export interface Agreement {
  readonly weight: number;
  readonly reasons: readonly SearchReason[];
}

/** How far a description agrees with what is sought, where the beginning of a family name counts as nearly it. */
export function agreementOf(memory: Memory, no: number, guest: number): Agreement {
  const { book, model, epoch } = memory;
  const found = waterfall(book, no, guest, model, epoch);
  const begun = begunName(memory, no, guest);
  const parts = begun ? withName(found.parts, begun) : found.parts;
  const sum = parts.reduce((total, { weight, rarity }) => total + weight + rarity, SEARCH_PRIOR);
  return {
    weight: found.replacedBy ?? sum,
    reasons: parts.map(({ element, agreement, weight, rarity }) => ({
      element,
      agreement,
      weight: weight + rarity,
    })),
  };
}

function withName(parts: readonly Part[], begun: Part): Part[] {
  const [name] = parts.filter(({ element }) => element === 'name');
  const isBetter = !name || name.weight + name.rarity < begun.weight;
  return isBetter ? [begun, ...parts.filter((part) => part !== name)] : [...parts];
}

/** The level that a begun family name deserves, if one of the names goes on from it. */
function begunName({ book, model }: Memory, no: number, guest: number): Part | undefined {
  const [sought] = namesOf(book, guest);
  if (sought === undefined) return undefined;
  const { cells, tokens } = book;
  const isOneWord = familyOf(cells, sought) === 0;
  const prefix = tokens.text(isOneWord ? givenOf(cells, sought) : familyOf(cells, sought));
  if (prefix.length < SHORTEST_PREFIX) return undefined;

  const given = isOneWord ? 0 : givenOf(cells, sought);
  const isMeant = namesOf(book, no).some(
    (name) =>
      tokens.text(familyOf(cells, name)).startsWith(prefix) &&
      (given === 0 || tokens.isNicknameEqual(given, givenOf(cells, name))),
  );
  if (!isMeant) return undefined;
  const level = given === 0 ? NameLevel.oneWordNear : BEGUN;
  return {
    element: 'name',
    agreement: LEVEL_NAMES.name[level]!,
    weight: model.weights.name[level]!,
    rarity: 0,
  };
}
