import { cluster } from '../clustering/cluster.js';
import type { Component, Member } from '../clustering/component.js';
import { remembered } from '../clustering/remembered.js';
import { thinned } from '../clustering/thinned.js';
import type { Epoch, Model } from '../matching/model.js';
import { Scorer } from '../matching/score.js';
import { weigher } from '../matching/weigh.js';
import { groupsOf, type Group } from './components.js';
import type { Pairs } from './pairs.js';
import { NOBODY, type Population } from './population.js';

/** Whose each record is: a number per person, and whether its link is beyond doubt. */
export interface Links {
  readonly personOf: Int32Array;
  readonly isConfirmed: Uint8Array;
}

/** Links a whole population by the rules of the stream. Records stand in the order of their keys. */
export function linkPopulation(
  population: Population,
  pairs: Pairs,
  { model, epoch }: { readonly model: Model; readonly epoch: Epoch },
): Links {
  const scorer = new Scorer(population.book, model, epoch);
  const members = membersOf(population, scorer);
  const groups = groupsOf(members.numbers.length, edgesOf(pairs, members, model));
  const links = alone(population.descriptionOf.length);
  const recordsOf = recordsByMember(population, members);
  for (const group of groups) linkGroup(group, { members, scorer, recordsOf, links });
  for (const records of recordsOf) join(records, links);
  return links;
}

/** Descriptions as clustering sees them: features that say too little stand once for each of their records. */
interface Members {
  /** Description of each member. */
  readonly numbers: Int32Array;
  /** First member of each description. */
  readonly firsts: Int32Array;
}

function membersOf({ book, records }: Population, scorer: Scorer): Members {
  const firsts = new Int32Array(book.size + 1);
  const { edge } = scorer.model.thresholds;
  let count = 0;
  for (let no = 0; no < book.size; no += 1) {
    firsts[no] = count;
    const isShared = records[no] === 1 || scorer.score(no, no).weight >= edge;
    count += isShared ? 1 : records[no]!;
  }
  firsts[book.size] = count;
  const numbers = new Int32Array(count);
  for (let no = 0; no < book.size; no += 1) numbers.fill(no, firsts[no], firsts[no + 1]);
  return { numbers, firsts };
}

function edgesOf({ size, a, b, patterns, rareness }: Pairs, { firsts }: Members, model: Model) {
  const edges = { size: 0, a: [] as number[], b: [] as number[], weights: [] as number[] };
  const weightOf = weigher(model);
  for (let at = 0; at < size; at += 1) {
    const weight = weightOf(patterns[at]!, rareness[at]!);
    if (weight < model.thresholds.edge) continue;
    const [from, to] = [a[at]!, b[at]!];
    for (let one = firsts[from]!; one < firsts[from + 1]!; one += 1) {
      for (let other = firsts[to]!; other < firsts[to + 1]!; other += 1) {
        edges.a.push(one);
        edges.b.push(other);
        edges.weights.push(weight);
      }
    }
  }
  return {
    size: edges.a.length,
    a: Int32Array.from(edges.a),
    b: Int32Array.from(edges.b),
    weights: Int32Array.from(edges.weights),
  };
}

function alone(count: number): Links {
  return {
    personOf: Int32Array.from({ length: count }, (_, record) => record),
    isConfirmed: new Uint8Array(count).fill(1),
  };
}

/** Records of each member, ascending: the first one's key is the member's. */
function recordsByMember({ descriptionOf }: Population, { firsts, numbers }: Members): number[][] {
  const recordsOf: number[][] = Array.from(numbers, () => []);
  const next = firsts.slice();
  for (const [record, no] of descriptionOf.entries()) {
    if (no === NOBODY) continue;
    const isShared = firsts[no + 1]! - firsts[no]! === 1;
    const member = isShared ? firsts[no]! : next[no]!;
    if (!isShared) next[no]! += 1;
    recordsOf[member]!.push(record);
  }
  return recordsOf;
}

interface Linking {
  readonly members: Members;
  readonly scorer: Scorer;
  readonly recordsOf: readonly (readonly number[])[];
  readonly links: Links;
}

function linkGroup(group: Group, linking: Linking): void {
  const { recordsOf, links } = linking;
  for (const { members, core } of clustersOf(group, linking)) {
    const person = Math.min(...members.map((no) => recordsOf[no]![0]!));
    for (const no of members) {
      for (const record of recordsOf[no]!) {
        links.personOf[record] = person;
        links.isConfirmed[record] = Number(core.has(no));
      }
    }
  }
}

interface LinkedGroup {
  readonly members: readonly number[];
  readonly core: ReadonlySet<number>;
}

function clustersOf(
  { members: nos, edges }: Group,
  { members: { numbers }, scorer, recordsOf }: Omit<Linking, 'links'>,
): LinkedGroup[] {
  const component: Component = {
    members: nos.map((no): Member => ({ no, key: keyOf(recordsOf[no]![0]!), isUnlinkable: false })),
    edges,
    statements: { same: [], different: [] },
  };
  return thinned(component, scorer.model.thresholds).flatMap((part) => {
    const noAt = (place: number) => part.members[place]!.no;
    const weigh = (a: number, b: number) => scorer.score(numbers[noAt(a)]!, numbers[noAt(b)]!);
    const asked = remembered(weigh, part.members.length);
    return cluster(part, scorer.model, asked).clusters.map(({ members, core }) => ({
      members: members.map(noAt),
      core: new Set([...core].map(noAt)),
    }));
  });
}

/** Who is linked among every n-th group alone, by descriptions: enough to learn from. */
export function linkSample(
  population: Population,
  pairs: Pairs,
  { model, epoch, size }: { readonly model: Model; readonly epoch: Epoch; readonly size: number },
): { readonly persons: number[][]; readonly share: number } {
  const scorer = new Scorer(population.book, model, epoch);
  const members = membersOf(population, scorer);
  const groups = groupsOf(members.numbers.length, edgesOf(pairs, members, model));
  const recordsOf = recordsByMember(population, members);
  const all = groups.reduce((sum, group) => sum + group.members.length, 0);
  const every = Math.max(1, Math.round(all / size));
  const sample = groups.filter((_, at) => at % every === 0);
  const taken = sample.reduce((sum, group) => sum + group.members.length, 0);
  const persons = sample.flatMap((group) =>
    clustersOf(group, { members, scorer, recordsOf }).map((one) => [
      ...new Set(one.members.map((no) => members.numbers[no]!)),
    ]),
  );
  return { persons, share: all === 0 ? 1 : taken / all };
}

/** Records stand in the order of their keys: the place says as much. */
const keyOf = (record: number) => String.fromCharCode(32 + (record >>> 16), record & 0xffff);

/** Records of one description are one person's, also where nobody else is. */
function join(records: readonly number[], { personOf }: Links): void {
  const [first] = records;
  if (first === undefined || personOf[first] !== first) return;
  for (const record of records) personOf[record] = personOf[first];
}
