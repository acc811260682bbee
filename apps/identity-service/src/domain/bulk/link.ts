import type { Epoch, Model } from '../matching/model.js';
import { Scorer } from '../matching/score.js';
import { clusterGroups } from './cluster-groups.js';
import { groupsOf } from './components.js';
import { alone, type Crew } from './crew.js';
import { edgesOf, membersOf } from './members.js';
import type { Pairs } from './pairs.js';
import type { Population } from './population.js';
import { scoringParts } from './scoring.js';

/** Whose each record is: a number per person, and whether its link is beyond doubt. */
export interface Links {
  readonly personOf: Int32Array;
  readonly isConfirmed: Uint8Array;
}

interface Linking {
  readonly model: Model;
  readonly epoch: Epoch;
  readonly crew?: Crew;
}

/** Links a whole population by the rules of the stream. Records stand in the order of their keys. */
export function linkPopulation(
  population: Population,
  pairs: Pairs,
  { model, epoch, crew = alone }: Linking,
): Links {
  const { book } = population;
  const members = membersOf(population, new Scorer(book, model, epoch));
  const groups = groupsOf(members.numbers.length, edgesOf(pairs, members, model));
  const scoring = scoringParts(book.parts(), model, epoch);
  const personOfMember = members.firstRecords.slice();
  const isCoreMember = new Uint8Array(personOfMember.length).fill(1);
  for (const part of clusterGroups(groups, members, scoring, { crew })) {
    for (let person = 0; person + 1 < part.starts.length; person += 1) {
      const own = part.members.subarray(part.starts[person], part.starts[person + 1]);
      const first = own.reduce((least, no) => Math.min(least, members.firstRecords[no]!), Infinity);
      for (const no of own) personOfMember[no] = first;
    }
    for (const [at, no] of part.members.entries()) isCoreMember[no] = part.isCore[at]!;
  }
  const { ofRecord } = members;
  return {
    personOf: ofRecord.map((member, record) => (member < 0 ? record : personOfMember[member]!)),
    isConfirmed: Uint8Array.from(ofRecord, (member) => (member < 0 ? 1 : isCoreMember[member]!)),
  };
}

/** Who is linked among every n-th group alone, by descriptions: enough to learn from. */
export function linkSample(
  population: Population,
  pairs: Pairs,
  { model, epoch, crew = alone, size }: Linking & { readonly size: number },
): { readonly persons: number[][]; readonly share: number } {
  const { book } = population;
  const members = membersOf(population, new Scorer(book, model, epoch));
  const groups = groupsOf(members.numbers.length, edgesOf(pairs, members, model));
  const all = groups.members.length;
  const every = Math.max(1, Math.round(all / size));
  const clusters = clusterGroups(groups, members, scoringParts(book.parts(), model, epoch), {
    crew,
    every,
  });
  const taken = clusters.reduce((sum, part) => sum + part.members.length, 0);
  const persons = clusters.flatMap(({ starts, members: nos }) =>
    Array.from({ length: starts.length - 1 }, (_, person) => [
      ...new Set(
        Array.from(nos.subarray(starts[person], starts[person + 1]), (no) => members.numbers[no]!),
      ),
    ]),
  );
  return { persons, share: all === 0 ? 1 : taken / all };
}
