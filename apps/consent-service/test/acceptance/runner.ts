import type { SourceDecision } from '@continuum/contracts';
import type { Ask, Given, World } from './acceptance-row.js';

/** What a target answers: the engine in memory, or the service over HTTP. */
export interface Answer {
  readonly outcome: string;
  readonly reasons: readonly string[];
  readonly sources: readonly SourceDecision[];
  readonly validUntil: string;
  readonly searchable?: readonly string[];
  /** What only an officer sees; a target that cannot show it leaves it out. */
  readonly officer?: {
    readonly reasons: ReadonlyMap<string, readonly string[]>;
    readonly basisRows: readonly string[];
    readonly obligations: ReadonlyMap<string, readonly string[]>;
    readonly conflicts: readonly string[];
  };
}

/** Puts a question in the world of a row. */
export type Target = (world: World, given: Given, ask: Ask) => Promise<Answer>;

/** The public answer without what names the person: what must not differ where existence is protected. */
export const withoutNames = ({ outcome, reasons, sources, validUntil }: Answer) => ({
  outcome,
  reasons,
  validUntil,
  sources: sources.map(({ dataset, department, shown, withheld }) => ({
    dataset,
    department,
    shown,
    withheld,
  })),
});

export const shownBy = ({ sources }: Answer) => [
  ...new Set(sources.flatMap(({ shown }) => shown.map(({ element }) => element))),
];

export const withheldBy = ({ sources }: Answer): Record<string, string> =>
  Object.fromEntries(
    sources.flatMap(({ withheld }) => withheld.map(({ element, reason }) => [element, reason])),
  );
