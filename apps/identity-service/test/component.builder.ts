import type { Component, Statements, Weigh } from '../src/domain/clustering/component.js';
import type { Comparison } from '../src/domain/matching/levels.js';
import { patternOf } from '../src/domain/matching/score.js';

/** Levels → the pattern that scoring would give. */
export const aPattern = (
  levels: Partial<Record<Comparison, number>> = {},
  isNamesake = false,
): number => patternOf((comparison) => levels[comparison] ?? 0, isNamesake);

export interface Pair {
  readonly weight: number;
  readonly pattern?: number;
}

/** Members `a`, `b` … and the weights of pairs such as `ab`; every other pair weighs −12 000. */
export function aComponent(
  names: string,
  pairs: Readonly<Record<string, Pair>>,
  statements: Partial<Statements> = {},
): { component: Component; weigh: Weigh } {
  const place = (name: string) => names.indexOf(name);
  const known = new Map(
    Object.entries(pairs).flatMap(([name, pair]) => {
      const [a, b] = [place(name[0]!), place(name[1]!)];
      return [
        [`${a},${b}`, pair],
        [`${b},${a}`, pair],
      ] as const;
    }),
  );
  const members = [...names].map((key, no) => ({ no, key, isUnlinkable: false }));
  const edges = Object.entries(pairs)
    .filter(([, { weight }]) => weight >= 2_000)
    .map(([name, { weight }]) => ({ a: place(name[0]!), b: place(name[1]!), weight }));
  const weigh = (a: number, b: number) => {
    const { weight, pattern = 0 } = known.get(`${a},${b}`) ?? { weight: -12_000 };
    return { weight, pattern };
  };
  const component = { members, edges, statements: { same: [], different: [], ...statements } };
  return { component, weigh };
}
