import type { Thresholds } from '../matching/model.js';
import type { Component } from './component.js';

const THINNING = 1_000;
/** Beyond any weight: what still hangs together then, people have called the same. */
const STRONGEST = 100_000;

/** A component beyond the limit says that a key or a value is too common: only its stronger edges count. */
export function thinned(component: Component, { edge, componentLimit }: Thresholds): Component[] {
  let threshold = edge;
  let parts = [component];
  while (threshold < STRONGEST && parts.some(({ members }) => members.length > componentLimit)) {
    threshold += THINNING;
    parts = parts.flatMap((part) =>
      part.members.length > componentLimit ? partsAbove(part, threshold) : [part],
    );
  }
  return parts;
}

function partsAbove({ members, edges, statements }: Component, threshold: number): Component[] {
  const strong = edges.filter(({ weight }) => weight >= threshold);
  const groups = groupsOf(members.length, [
    ...strong.map(({ a, b }) => [a, b] as const),
    ...statements.same.flatMap(({ members: same }) =>
      same.map((place) => [same[0]!, place] as const),
    ),
  ]);
  return groups.map((group) => {
    const places = new Map(group.map((place, at) => [place, at]));
    const within = (all: readonly number[]) => all.flatMap((place) => places.get(place) ?? []);
    return {
      members: group.map((place) => members[place]!),
      edges: strong.flatMap(({ a, b, weight }) => {
        const [from, to] = [places.get(a), places.get(b)];
        return from === undefined || to === undefined ? [] : [{ a: from, b: to, weight }];
      }),
      statements: {
        same: statements.same
          .map(({ id, members: same }) => ({ id, members: within(same) }))
          .filter(({ members: same }) => same.length > 1),
        different: statements.different.map(({ id, left, right }) => ({
          id,
          left: within(left),
          right: within(right),
        })),
      },
      isCut: true,
    };
  });
}

function groupsOf(size: number, pairs: readonly (readonly [number, number])[]): number[][] {
  const neighbours: number[][] = Array.from({ length: size }, () => []);
  for (const [a, b] of pairs) {
    neighbours[a]!.push(b);
    neighbours[b]!.push(a);
  }
  const groupOf = new Int32Array(size).fill(-1);
  const groups: number[][] = [];
  for (let start = 0; start < size; start += 1) {
    if (groupOf[start] !== -1) continue;
    const group = [start];
    groupOf[start] = groups.length;
    for (const place of group) {
      for (const next of neighbours[place]!) {
        if (groupOf[next] !== -1) continue;
        groupOf[next] = groups.length;
        group.push(next);
      }
    }
    groups.push(group.sort((a, b) => a - b));
  }
  return groups;
}
