import { cluster } from '../clustering/cluster.js';
import type { Component, Guard, Partition } from '../clustering/component.js';
import { Changes } from '../resolution/changes.js';
import type { Judgement } from '../resolution/command.js';
import { componentsOf } from '../resolution/components.js';
import { describe, type Described } from '../resolution/describe.js';
import { Memory, type Description, type Engine, type LinkedRecord } from '../resolution/memory.js';
import { waterfall, type Waterfall } from './waterfall.js';

/** How records came together, in the order of the unions. */
export interface How {
  readonly unions: readonly {
    readonly left: string;
    readonly right: string;
    readonly by: 'judgement' | 'edge';
    readonly weight: number;
    readonly mean: number;
    readonly sizes: readonly [number, number];
  }[];
  /** Records that hold together under the strict threshold. */
  readonly confirmed: readonly string[];
  readonly probable: readonly string[];
}

export type WhyNot = 'linked' | 'unlinkable' | 'no_shared_key' | 'under_edge' | Guard;

export interface PairExplanation extends Waterfall {
  /** What keeps the two apart, the first reason that applies; `linked` where nothing does. */
  readonly whyNot: WhyNot;
}

/** Explained from these records alone: what is outside the reader's scope has no part in it. */
export function explainPerson(
  engine: Engine,
  sources: readonly Described[],
  judgements: readonly Judgement[],
): How {
  const memory = remembering(engine, sources, judgements);
  const parts = componentsOf(memory, live(memory)).map((component) =>
    partitioned(memory, component),
  );
  const keysAt = ({ members }: Component, places: readonly number[]) =>
    places.flatMap((place) =>
      memory.descriptions[members[place]!.no]!.records.map(({ key }) => key),
    );
  return {
    unions: parts.flatMap(({ component, partition }) =>
      partition.unions.map(({ a, b, ...union }) => ({
        left: component.members[a]!.key,
        right: component.members[b]!.key,
        ...union,
      })),
    ),
    confirmed: parts
      .flatMap(({ component, partition }) =>
        partition.clusters.flatMap(({ core }) => keysAt(component, [...core])),
      )
      .sort(),
    probable: parts
      .flatMap(({ component, partition }) =>
        partition.clusters.flatMap(({ members, core }) =>
          keysAt(
            component,
            members.filter((place) => !core.has(place)),
          ),
        ),
      )
      .sort(),
  };
}

/** The two are scored even where no key would have brought them together. */
export function explainPair(
  engine: Engine,
  [left, right]: readonly [Described, Described],
  around: readonly Described[],
  judgements: readonly Judgement[],
): PairExplanation {
  const memory = remembering(engine, [left, right, ...around], judgements);
  const [a, b] = [left, right].map(({ recordKey }) => memory.records.get(recordKey)!.description!);
  const explained = waterfall(memory.book, a!.no, b!.no, engine.model, engine.epoch);
  const pair = { a: a!.no, b: b!.no, left: left.recordKey, right: right.recordKey };
  return { ...explained, whyNot: whyNot(memory, pair, explained, live(memory)) };
}

/** Two records by their keys and by the numbers of their descriptions. */
interface Two {
  readonly a: number;
  readonly b: number;
  readonly left: string;
  readonly right: string;
}

/** @param among descriptions that may have a part in it */
export function whyNot(
  memory: Memory,
  { a, b, left, right }: Two,
  { weight, replacedBy }: Pick<Waterfall, 'weight' | 'replacedBy'>,
  among: Iterable<Description>,
): WhyNot {
  const found = componentsOf(memory, among).map((component) => partitioned(memory, component));
  const isIn = (nos: readonly number[]) => nos.includes(a) && nos.includes(b);
  for (const { component, partition } of found) {
    const nosOf = (places: readonly number[]) =>
      places.map((place) => component.members[place]!.no);
    if (partition.clusters.some(({ members }) => isIn(nosOf(members)))) return 'linked';
  }
  const [one, other] = [memory.descriptions[a]!, memory.descriptions[b]!];
  if (one.isUnlinkable || other.isUnlinkable) return 'unlinkable';
  if (isSetApart(memory, left, right)) return 'judgement';
  if (replacedBy !== undefined) return 'namesake';
  for (const { component, partition } of found) {
    const refusal = partition.refusals.find((refused) =>
      isIn([component.members[refused.a]!.no, component.members[refused.b]!.no]),
    );
    if (refusal) return refusal.guard;
  }
  const keys = new Set(memory.keysOf(a));
  if (!memory.keysOf(b).some((key) => keys.has(key))) return 'no_shared_key';
  return weight < memory.model.thresholds.edge ? 'under_edge' : 'mean';
}

function isSetApart(memory: Memory, left: string, right: string): boolean {
  return [...memory.judgements.values()].some(
    (judgement) =>
      judgement.verdict === 'different' &&
      ((judgement.left.includes(left) && judgement.right.includes(right)) ||
        (judgement.left.includes(right) && judgement.right.includes(left))),
  );
}

function partitioned(
  memory: Memory,
  component: Component,
): { component: Component; partition: Partition } {
  const { members } = component;
  const weigh = (a: number, b: number) => memory.pairs.of(members[a]!.no, members[b]!.no);
  return { component, partition: cluster(component, memory.model, weigh) };
}

/** A memory of these records alone. */
function remembering(
  engine: Engine,
  sources: readonly Described[],
  judgements: readonly Judgement[],
): Memory {
  const memory = new Memory(engine);
  for (const judgement of judgements) memory.applyJudgement(judgement);
  for (const [no, source] of [
    ...new Map(sources.map((one) => [one.recordKey, one])).values(),
  ].entries()) {
    const description = describe(memory, source, new Changes());
    const record = recordOf(no, source);
    record.description = description;
    description.records.push(record);
    memory.addRecord(record);
  }
  return memory;
}

const live = ({ descriptions }: Memory) => descriptions.filter(({ records }) => records.length > 0);

function recordOf(no: number, { recordKey, hash }: Described): LinkedRecord {
  return {
    no,
    key: recordKey,
    version: 1,
    department: '',
    dataset: '',
    labels: [],
    state: 'present',
    hash,
    description: null,
    personId: null,
    formerPersonId: null,
    confidence: 'confirmed',
    linkVersion: 0,
  };
}
