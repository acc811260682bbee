export interface Differences<Fact> {
  /** No longer true: to be closed. */
  readonly ended: readonly Fact[];
  /** Newly true: to be opened. */
  readonly begun: readonly Fact[];
}

/** What must be written so that the facts kept become the facts found. Equal facts are left alone. */
export function differences<Fact extends object>(
  kept: readonly Fact[],
  found: readonly Fact[],
): Differences<Fact> {
  const [keptByText, foundByText] = [byText(kept), byText(found)];
  return {
    ended: missing(keptByText, foundByText),
    begun: missing(foundByText, keptByText),
  };
}

/** Facts are equal when all their fields are, in whatever order these come. */
function byText<Fact extends object>(facts: readonly Fact[]): Map<string, Fact> {
  const fields = Object.keys(facts[0] ?? {}).sort() as (keyof Fact & string)[];
  return new Map(facts.map((fact) => [JSON.stringify(fields.map((field) => fact[field])), fact]));
}

function missing<Fact>(facts: ReadonlyMap<string, Fact>, among: ReadonlyMap<string, Fact>): Fact[] {
  return [...facts].filter(([text]) => !among.has(text)).map(([, fact]) => fact);
}
