import type { ConsentFact, RelationFact } from './facts.js';
import { isShown, type Ruling } from './verdict.js';

/** Whose things are today, as far as they moved since a decision was taken. */
export interface Today {
  /** Record key → the person it left its former one for. */
  readonly moved: ReadonlyMap<string, string>;
  /** The id that stands for a person now. */
  readonly personOf: (personId: string) => string;
}

/** What a past decision rested on. */
export interface Past {
  readonly rulings: readonly Ruling[];
  readonly relations: readonly Pick<RelationFact, 'relationId' | 'recordKey'>[];
  readonly consents: readonly Pick<ConsentFact, 'consentId' | 'recordKey'>[];
}

/** What a reader was shown of somebody and is not theirs, or was shown only because of a record that is not theirs. */
export interface WrongPart {
  /** As whose it was shown. */
  readonly personId: string;
  /** Records shown or relied on that are another person's today. */
  readonly recordKeys: readonly string[];
  readonly datasets: readonly string[];
  readonly elements: readonly string[];
  readonly owners: readonly string[];
  readonly actingAs: Ruling['actingAs'];
}

/** One part for each person whom the decision was about. */
export function wrongPartsOf(past: Past, today: Today): WrongPart[] {
  const wrong = past.rulings.filter(isShown).flatMap((ruling) => {
    const foreign = foreignTo(ruling, past, today);
    return ruling.personId && foreign.length > 0 ? [{ ruling, foreign }] : [];
  });
  const byPerson = Map.groupBy(wrong, ({ ruling }) => ruling.personId ?? '');
  return [...byPerson].flatMap(([personId, parts]) => {
    const [first] = parts;
    if (!first) return [];
    return {
      personId,
      recordKeys: distinct(parts.flatMap(({ foreign }) => foreign)),
      datasets: distinct(parts.map(({ ruling }) => ruling.dataset)),
      elements: distinct(parts.map(({ ruling }) => ruling.element)),
      owners: distinct(parts.map(({ ruling }) => ruling.department)),
      actingAs: first.ruling.actingAs,
    };
  });
}

/** The record itself, if it is a stranger's; and what it was shown for, if that is. */
function foreignTo({ personId = '', ...ruling }: Ruling, past: Past, today: Today): string[] {
  const own = today.moved.get(ruling.recordKey) ?? today.personOf(personId);
  const isStrangers = own !== today.personOf(personId);
  const grounds = groundsOf(ruling, past).filter((key) => {
    const whose = today.moved.get(key);
    return whose !== undefined && whose !== own;
  });
  return [...(isStrangers ? [ruling.recordKey] : []), ...grounds];
}

const groundsOf = (
  { relationIds, consentIds }: Pick<Ruling, 'relationIds' | 'consentIds'>,
  { relations, consents }: Past,
): string[] => [
  ...relations
    .filter(({ relationId }) => relationIds.includes(relationId))
    .flatMap(({ recordKey }) => recordKey ?? []),
  ...consents
    .filter(({ consentId }) => consentIds.includes(consentId))
    .map(({ recordKey }) => recordKey),
];

const distinct = (words: readonly string[]) => [...new Set(words)].sort();
