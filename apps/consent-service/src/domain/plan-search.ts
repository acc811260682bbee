import type { DecisionContext, SearchScope } from '@continuum/contracts';
import { decide } from './decide.js';
import type { Facts } from './facts.js';
import { isPrivateToOthers } from './verdict-of.js';
import type { Verdict } from './verdict.js';

export interface SearchWish {
  readonly purpose?: string;
  readonly elements: readonly string[];
  readonly context: DecisionContext;
}

/** What may be compared with, over all people in scope; nothing: FIELD_NOT_SEARCHABLE. */
export interface SearchVerdict extends Verdict {
  readonly searchable: readonly string[];
  readonly scope: SearchScope;
}

/** People are found by what one may read in clear of everybody in scope, whoever that is. */
export function planSearch(wish: SearchWish, facts: Facts, now: Date): SearchVerdict {
  const elements = wish.elements.filter((id) => isSearchField(id, facts));
  const request = {
    ...wish,
    action: 'look-up',
    persons: [],
    recordKeys: [],
    capabilities: [],
  } as const;
  const verdict = decide(
    { ...request, elements: elements.length > 0 ? elements : wish.elements },
    facts,
    now,
  );
  const searchable = verdict.rulings
    .filter(({ element, transform }) => transform === 'SHOW' && elements.includes(element))
    .map(({ element }) => element)
    .toSorted();
  return {
    ...verdict,
    ...answered(verdict, searchable),
    searchable,
    scope: scopeOf(searchable, facts),
  };
}

/** The same words for a field that does not exist and for one that may not be searched. */
function answered(
  { reasons, rulings }: Verdict,
  searchable: readonly string[],
): Pick<Verdict, 'outcome' | 'reasons'> {
  if (searchable.length > 0) return { outcome: 'PERMIT', reasons: [] };
  const isAboutFields = rulings.length > 0 || reasons.includes('UNKNOWN_ELEMENT');
  const isUnrelated = reasons.includes('NO_RELATION');
  return {
    outcome: 'DENY',
    reasons: isAboutFields && !isUnrelated ? ['FIELD_NOT_SEARCHABLE'] : reasons,
  };
}

const isSearchField = (id: string, facts: Facts) =>
  (facts.policy.elements.get(id)?.searchable ?? false) && !isPrivateToOthers(id, facts);

function scopeOf(searchable: readonly string[], { policy }: Facts): SearchScope {
  const elements = searchable.flatMap((id) => policy.elements.get(id) ?? []);
  return {
    datasets: [...new Set(elements.map(({ dataset }) => dataset.id))],
    labels: [...new Set(elements.flatMap(({ allLabels }) => allLabels))],
    elements: searchable,
  };
}
