import { compareText } from '../in-order.js';

/** What choosing an id needs to know of a person. */
export interface Claimed {
  readonly id: string;
  readonly createdStep: number;
  readonly foundingRecord: number;
}

/** A new group of records, with how many of them each person held before. */
export interface Group {
  /** Smallest record key. */
  readonly key: string;
  readonly records: ReadonlySet<number>;
  readonly shares: ReadonlyMap<Claimed, number>;
  /** How many of them each person holds or held just before: breaks ties, so that what is undone comes back. */
  readonly former: ReadonlyMap<Claimed, number>;
  /** Absorbed or empty persons, with how many of their last records are here. */
  readonly dormant: ReadonlyMap<Claimed, number>;
}

export type Choice =
  | { readonly is: 'kept'; readonly id: string }
  | { readonly is: 'reinstated'; readonly id: string }
  | { readonly is: 'new' };

/** Which id each group bears: the most shared first, then one taken back, then a new one. */
export function assignIds(groups: readonly Group[]): Choice[] {
  const choices: (Choice | undefined)[] = groups.map(() => undefined);
  claim(groups, choices, 'kept', ({ shares }) => shares);
  claim(groups, choices, 'reinstated', ({ dormant }) => dormant);
  return choices.map((choice) => choice ?? { is: 'new' });
}

interface Claim {
  readonly group: number;
  readonly person: Claimed;
  readonly shared: number;
}

function claim(
  groups: readonly Group[],
  choices: (Choice | undefined)[],
  is: 'kept' | 'reinstated',
  of: (group: Group) => ReadonlyMap<Claimed, number>,
): void {
  const claims = groups.flatMap((group, at) =>
    choices[at] ? [] : [...of(group)].map(([person, shared]) => ({ group: at, person, shared })),
  );
  const taken = new Set<string>();
  for (const { group, person } of claims.sort((a, b) => compareClaims(a, b, groups))) {
    if (choices[group] || taken.has(person.id)) continue;
    choices[group] = { is, id: person.id };
    taken.add(person.id);
  }
}

function compareClaims(a: Claim, b: Claim, groups: readonly Group[]): number {
  return (
    b.shared - a.shared ||
    formerOf(b, groups) - formerOf(a, groups) ||
    a.person.createdStep - b.person.createdStep ||
    compareText(a.person.id, b.person.id) ||
    Number(holdsFounder(b, groups)) - Number(holdsFounder(a, groups)) ||
    compareText(groups[a.group]!.key, groups[b.group]!.key)
  );
}

const formerOf = ({ group, person }: Claim, groups: readonly Group[]) =>
  groups[group]!.former.get(person) ?? 0;

const holdsFounder = ({ group, person }: Claim, groups: readonly Group[]) =>
  groups[group]!.records.has(person.foundingRecord);
