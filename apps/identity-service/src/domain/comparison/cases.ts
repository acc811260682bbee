import { whyNot, type WhyNot } from '../explanation/explain.js';
import { reach } from '../resolution/components.js';
import type { LinkedRecord, Memory } from '../resolution/memory.js';

const MOST = 50;
/** Of a person with more records not every one is looked at. */
const PARTNERS = 100;

/** Weight in 1/1000 bit, and what keeps the two apart; `linked` where nothing does. */
export interface Side {
  readonly weight: number;
  readonly why: WhyNot;
}

/** Two records that a model unites and another does not: what each says of them. */
export interface Case {
  readonly what: 'united' | 'separated';
  readonly left: string;
  readonly right: string;
  readonly before: Side;
  readonly after: Side;
}

/** For some of the moved records the pair that weighs most among those whose link changes. */
export function casesOf(kept: Memory, anew: Memory, moved: readonly LinkedRecord[]): Case[] {
  const [former, present] = [kept, anew].map(byPerson);
  const cases = new Map<string, Case>();
  for (const { key } of moved.toSorted((a, b) => (a.key < b.key ? -1 : 1))) {
    const [was, is] = [kept.records.get(key)!, anew.records.get(key)!];
    const [before, after] = [former!.get(was.personId) ?? [], present!.get(is.personId) ?? []];
    for (const what of ['united', 'separated'] as const) {
      const [own, other] = what === 'united' ? [after, before] : [before, after];
      const partner = heaviest(anew, is, without(own, other));
      if (!partner) continue;
      const [left, right] = [key, partner].sort() as [string, string];
      if (cases.size === MOST) return [...cases.values()];
      const id = `${left} ${right}`;
      if (cases.has(id)) continue;
      const sides = { before: sideOf(kept, left, right), after: sideOf(anew, left, right) };
      cases.set(id, { what, left, right, ...sides });
    }
  }
  return [...cases.values()];
}

const byPerson = ({ records }: Memory) =>
  Map.groupBy([...records.values()], ({ personId }) => personId);

function without(own: readonly LinkedRecord[], other: readonly LinkedRecord[]): string[] {
  const keys = new Set(other.map(({ key }) => key));
  return own.map(({ key }) => key).filter((key) => !keys.has(key));
}

function heaviest(memory: Memory, of: LinkedRecord, keys: readonly string[]): string | undefined {
  const weighed = keys.slice(0, PARTNERS).flatMap((key) => {
    const other = memory.records.get(key)?.description;
    if (!of.description || !other) return [];
    return [{ key, weight: memory.score(of.description.no, other.no).weight }];
  });
  return weighed.sort((a, b) => b.weight - a.weight || (a.key < b.key ? -1 : 1))[0]?.key;
}

function sideOf(memory: Memory, left: string, right: string): Side {
  const pair = [left, right].map((key) => memory.records.get(key)!.description!);
  const [a, b] = [pair[0]!.no, pair[1]!.no];
  const { weight, isNamesake } = memory.score(a, b);
  const said = { weight, ...(isNamesake && { replacedBy: weight }) };
  return { weight, why: whyNot(memory, { a, b, left, right }, said, reach(memory, pair)) };
}
