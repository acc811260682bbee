import type { Model } from '../matching/model.js';
import type { Scorer } from '../matching/score.js';
import { weigher } from '../matching/weigh.js';
import { grown } from '../matching/arrays.js';
import type { Edges } from './components.js';
import type { Pairs } from './pairs.js';
import { NOBODY, type Population } from './population.js';

/** Descriptions as clustering sees them: features that say too little stand once for each of their records. */
export interface Members {
  /** Description of each member. */
  readonly numbers: Int32Array;
  /** First member of each description, and behind the last. */
  readonly firsts: Int32Array;
  /** Member of each record; −1 for one that does not say who it is about. */
  readonly ofRecord: Int32Array;
  /** First record of each member: its key is the member's. */
  readonly firstRecords: Int32Array;
}

export function membersOf(population: Population, scorer: Scorer): Members {
  const { book, records, descriptionOf } = population;
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

  const next = firsts.slice();
  const ofRecord = new Int32Array(descriptionOf.length).fill(-1);
  const firstRecords = new Int32Array(count).fill(-1);
  for (let record = 0; record < ofRecord.length; record += 1) {
    const no = descriptionOf[record]!;
    if (no === NOBODY) continue;
    const member = next[no]!;
    if (firsts[no + 1]! - firsts[no]! > 1) next[no] = member + 1;
    ofRecord[record] = member;
    if (firstRecords[member] === -1) firstRecords[member] = record;
  }
  return { numbers, firsts, ofRecord, firstRecords };
}

/** Pairs of members that weigh enough under a model. */
export function edgesOf(pairs: Pairs, { firsts }: Members, model: Model): Edges {
  const weightOf = weigher(model);
  const list = new EdgeList();
  for (let at = 0; at < pairs.size; at += 1) {
    const weight = weightOf(pairs.patterns[at]!, pairs.rareness[at]!);
    if (weight < model.thresholds.edge) continue;
    const [from, to] = [pairs.a[at]!, pairs.b[at]!];
    for (let one = firsts[from]!; one < firsts[from + 1]!; one += 1) {
      for (let other = firsts[to]!; other < firsts[to + 1]!; other += 1) {
        list.add(one, other, weight);
      }
    }
  }
  return list.end();
}

class EdgeList {
  private size = 0;
  private a = new Int32Array(1 << 12);
  private b = new Int32Array(1 << 12);
  private weights = new Int32Array(1 << 12);

  add(a: number, b: number, weight: number): void {
    this.a = grown(this.a, this.size + 1);
    this.b = grown(this.b, this.size + 1);
    this.weights = grown(this.weights, this.size + 1);
    this.a[this.size] = a;
    this.b[this.size] = b;
    this.weights[this.size] = weight;
    this.size += 1;
  }

  end(): Edges {
    const { size, a, b, weights } = this;
    return { a: a.subarray(0, size), b: b.subarray(0, size), weights: weights.subarray(0, size) };
  }
}
