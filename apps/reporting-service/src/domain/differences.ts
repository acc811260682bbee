export interface Differences<Fact> {
  /** No longer true: to be closed. */
  readonly ended: readonly Fact[];
  /** Newly true: to be opened. */
  readonly begun: readonly Fact[];
}

/** What must be written so that the facts kept become the facts found. Equal facts are left alone. */
export function differences<Fact>(
  kept: readonly Fact[],
  found: readonly Fact[],
): Differences<Fact> {
  const keptTexts = new Set(kept.map(textOf));
  const foundTexts = new Set(found.map(textOf));
  return {
    ended: kept.filter((fact) => !foundTexts.has(textOf(fact))),
    begun: found.filter((fact) => !keptTexts.has(textOf(fact))),
  };
}

const textOf = (fact: unknown) =>
  JSON.stringify(Object.entries(fact as object).sort(([a], [b]) => (a < b ? -1 : 1)));
