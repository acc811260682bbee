import type { Model } from '../matching/model.js';
import { IdentifierLevel } from '../matching/levels.js';
import { levelIn } from '../matching/score.js';
import type {
  Cluster,
  Component,
  Edge,
  Member,
  Partition,
  Question,
  Refusal,
  Statements,
  Union,
  Weigh,
} from './component.js';
import { Forest } from './forest.js';
import { compareText } from '../in-order.js';
import { judgeUnion, personThreshold, type GuardContext, type ThresholdFor } from './guards.js';

/**
 * Who is one person within a component. A function of its arguments alone: the order in which members, edges and
 * statements are given changes nothing. Pairs may be weighed several times.
 */
export function cluster(component: Component, model: Model, weigh: Weigh): Partition {
  const { members, statements } = component;
  const threshold = personThreshold(model.thresholds);
  const { confirm } = model.thresholds;
  const forest = new Forest(members.length);
  const unions: Union[] = [];
  const conflicts = uniteSame(forest, members.length, statements, unions);
  const context = contextOf(forest, statements, model, weigh);
  const refusals: Refusal[] = [];
  const edges = sortEdges(component);

  for (const { a, b, weight } of edges) {
    if (forest.isWhole) break;
    if (forest.isUnited(a, b)) continue;
    const [left, right] = [forest.membersOf(a), forest.membersOf(b)];
    const { guard, mean } = judgeUnion(left, right, threshold, context);
    if (guard) {
      refusals.push({ a, b, guard });
      continue;
    }
    unions.push({ a, b, by: 'edge', weight, mean, sizes: [left.length, right.length] });
    forest.unite(a, b);
  }
  const applied = statements.same.filter(({ id }) => !conflicts.ids.has(id));
  const strict = { component, edges, applied, threshold: () => confirm, context };
  const isSure = sureIn(forest, { unions, refusals, confirm });
  const clusters = forest
    .all()
    .map((places) => (isSure(places[0]!) ? wholeCore(places) : withCore(places, strict)));
  const apart = refusals.filter(({ a, b }) => !forest.isUnited(a, b));
  return {
    clusters,
    unions,
    refusals: apart,
    questions: [...conflicts.questions, ...questionsOf(apart), ...conflictsWithin(unions, weigh)],
  };
}

interface Made {
  readonly unions: readonly Union[];
  readonly refusals: readonly Refusal[];
  readonly confirm: number;
}

/**
 * Whose cluster comes out whole under the strict threshold too: edges alone made it, each union would have passed, and
 * none was refused within it.
 */
function sureIn(forest: Forest, { unions, refusals, confirm }: Made): (place: number) => boolean {
  const unsure = new Set<number>();
  for (const { a, by, mean } of unions) {
    if (by === 'judgement' || mean < confirm) unsure.add(forest.rootOf(a));
  }
  for (const { a, b } of refusals) if (forest.isUnited(a, b)) unsure.add(forest.rootOf(a));
  return (place) => !unsure.has(forest.rootOf(place));
}

const wholeCore = (places: readonly number[]): Cluster => ({
  members: places,
  core: new Set(places),
});

interface Conflicts {
  readonly ids: ReadonlySet<string>;
  readonly questions: readonly Question[];
}

/** Unites what people called the same, but nothing of a group that holds a pair they called different. */
function uniteSame(
  forest: Forest,
  size: number,
  { same, different }: Statements,
  unions: Union[],
): Conflicts {
  const trial = new Forest(size);
  for (const { members } of same) uniteAll(trial, members);

  const inConflict = new Set<number>();
  const questions: Question[] = [];
  for (const { left, right } of different) {
    for (const a of left) {
      const b = right.find((other) => trial.isUnited(a, other));
      if (b === undefined) continue;
      inConflict.add(trial.rootOf(a));
      questions.push({ kind: 'judgement-conflict', a: Math.min(a, b), b: Math.max(a, b) });
    }
  }
  const applied = same.filter(({ members }) => !inConflict.has(trial.rootOf(members[0] ?? 0)));
  for (const { members } of applied) {
    for (const [a, b] of members.slice(1).map((member) => [members[0]!, member] as const)) {
      if (forest.isUnited(a, b)) continue;
      const sizes = [forest.membersOf(a).length, forest.membersOf(b).length] as const;
      unions.push({ a, b, by: 'judgement', weight: 0, mean: 0, sizes });
      forest.unite(a, b);
    }
  }
  const ids = new Set(same.filter((one) => !applied.includes(one)).map(({ id }) => id));
  return { ids, questions };
}

function uniteAll(forest: Forest, members: readonly number[]): void {
  for (const member of members.slice(1)) forest.unite(members[0]!, member);
}

function contextOf(
  forest: Forest,
  { different }: Statements,
  { thresholds, weights }: Model,
  weigh: Weigh,
): GuardContext {
  const key = (a: number, b: number) => (a < b ? `${a},${b}` : `${b},${a}`);
  const apart = new Set(
    different.flatMap(({ left, right }) => left.flatMap((a) => right.map((b) => key(a, b)))),
  );
  const groups = forest.all().filter(({ length }) => length > 1);
  const groupOf = new Map(groups.flatMap((group, at) => group.map((member) => [member, at])));
  const never = () => false;
  return {
    thresholds,
    dateWeights: weights.birthDate,
    weigh,
    isApart: apart.size === 0 ? never : (a, b) => apart.has(key(a, b)),
    isTogether:
      groups.length === 0 ? never : (a, b) => groupOf.has(a) && groupOf.get(a) === groupOf.get(b),
  };
}

/** The heaviest first, then by the keys of their ends, the smaller one first. */
function sortEdges({ members, edges }: Component): Edge[] {
  const order = inKeys(members);
  const size = members.length;
  const ranks = new Int32Array(size);
  for (const [rank, place] of order.entries()) ranks[place] = rank;
  // One number says it all, and numbers are sorted where they lie.
  const packed = new Float64Array(edges.length);
  let count = 0;
  for (const { a, b, weight } of edges) {
    if (members[a]!.isUnlinkable || members[b]!.isUnlinkable) continue;
    const [low, high] = ranks[a]! < ranks[b]! ? [ranks[a]!, ranks[b]!] : [ranks[b]!, ranks[a]!];
    packed[count] = (low - weight * size) * size + high;
    count += 1;
  }
  return Array.from(packed.subarray(0, count).sort(), (one): Edge => {
    const [high, rest] = [modulo(one, size), Math.floor(one / size)];
    const low = modulo(rest, size);
    return { a: order[low]!, b: order[high]!, weight: -Math.floor(rest / size) };
  });
}

const modulo = (value: number, size: number) => value - Math.floor(value / size) * size;

/** Places in the order of their members' keys. */
function inKeys(members: readonly Member[]): number[] {
  const places = members.map((_, place) => place);
  const isSorted = members.every(({ key }, at) => at === 0 || members[at - 1]!.key < key);
  return isSorted ? places : places.sort((a, b) => compareText(members[a]!.key, members[b]!.key));
}

interface Strict {
  readonly component: Component;
  readonly edges: readonly Edge[];
  /** Same statements that no conflict suspends. */
  readonly applied: Statements['same'];
  readonly threshold: ThresholdFor;
  readonly context: GuardContext;
}

/** The part that holds together under the strict threshold; a judgement with one of the core confirms as well. */
function withCore(
  places: readonly number[],
  { component: { members }, edges, applied, threshold, context }: Strict,
): Cluster {
  const within = new Set(places);
  const forest = new Forest(members.length);
  for (const { a, b } of edges) {
    if (!within.has(a) || !within.has(b) || forest.isUnited(a, b)) continue;
    const { guard } = judgeUnion(forest.membersOf(a), forest.membersOf(b), threshold, context);
    if (!guard) forest.unite(a, b);
  }
  const parts = forest.all().filter(([first]) => within.has(first!));
  const smallest = (part: readonly number[]) => part.map((at) => members[at]!.key).sort()[0]!;
  const [largest = []] = parts.sort(
    (a, b) => b.length - a.length || compareText(smallest(a), smallest(b)),
  );
  const core = new Set(largest);
  const groups = new Forest(members.length);
  for (const statement of applied) uniteAll(groups, statement.members);
  for (const at of largest) for (const named of groups.membersOf(at)) core.add(named);
  return { members: places, core };
}

const QUESTIONS = {
  mean: 'close-call',
  'birth-dates': 'close-call',
  relatives: 'close-call',
  size: 'oversize',
} as const;

function questionsOf(refusals: readonly Refusal[]): Question[] {
  return refusals.flatMap(({ a, b, guard }): Question[] => {
    if (guard === 'namesake') return [{ kind: 'twins', a, b }];
    if (guard === 'identifier') return [{ kind: 'identifier-conflict', a, b }];
    return guard === 'judgement' ? [] : [{ kind: QUESTIONS[guard], a, b }];
  });
}

function conflictsWithin(unions: readonly Union[], weigh: Weigh): Question[] {
  return unions.flatMap(({ a, b }): Question[] => {
    const level = levelIn(weigh(a, b).pattern, 'identifiers');
    return level >= IdentifierLevel.equalAndContradicting
      ? [{ kind: 'identifier-conflict', a, b }]
      : [];
  });
}
