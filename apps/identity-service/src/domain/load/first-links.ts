import type { Confidence } from '@continuum/contracts';
import type { Learnt, Linked } from '../bulk/learn-and-link.js';
import { NOBODY } from '../bulk/population.js';
import { Keys } from '../matching/keys.js';
import { isNamesakePattern, Scorer } from '../matching/score.js';
import { weigher } from '../matching/weigh.js';
import { personIdFrom } from '../persons/deterministic-id.js';
import type { Features } from '../preparation/features.js';
import type { FirstRecord, FirstRecords } from './first-records.js';

export interface FirstDescription {
  readonly no: number;
  readonly hash: string;
  /** JSON. */
  readonly features: Buffer;
  readonly selfWeight: number;
  readonly isUnlinkable: boolean;
}

export interface FirstEdge {
  readonly a: number;
  readonly b: number;
  readonly weight: number;
  readonly pattern: number;
}

export interface FirstLink {
  readonly record: FirstRecord;
  readonly recordNo: number;
  readonly descriptionNo: number;
  readonly personId: string;
  readonly confidence: Confidence;
}

/**
 * What bulk linking found, as the writer of a stream would have kept it had all records come in one step: who says too
 * little has a description for each record, pairs from the review floor on are edges, and every group is a new person.
 */
export class FirstLinks {
  private readonly scorer: Scorer;
  private readonly selfWeights: Int32Array;
  /** Number in the tables of the first description of each one in the population. */
  private readonly firsts: Int32Array;
  /** Number in the tables of each record's description. */
  private readonly descriptionNos: Int32Array;
  /** A group is named by its first record, whose key is the smallest. */
  private readonly personIds: ReadonlyMap<number, string>;

  constructor(
    private readonly records: FirstRecords,
    private readonly linked: Linked,
    secret: string,
  ) {
    const { book } = records.population;
    this.scorer = new Scorer(book, linked.model, linked.epoch);
    this.selfWeights = Int32Array.from(
      { length: book.size },
      (_, no) => this.scorer.score(no, no).weight,
    );
    this.firsts = this.firstNumbers();
    this.descriptionNos = this.numbersOfRecords();
    const founders = linked.partition.personOf.filter((founder, record) => founder === record);
    this.personIds = new Map(
      Array.from(founders, (no) => [no, personIdFrom(secret, records.all[no]!.recordKey, 0)]),
    );
  }

  /** By which it was found. */
  get learnt(): Learnt {
    return this.linked;
  }

  *descriptions(): Generator<FirstDescription> {
    const { population } = this.records;
    let next = 0;
    for (const [record, { hash, recordKey }] of this.inOrderOfDescriptions()) {
      const no = this.descriptionNos[record]!;
      if (no < next) continue;
      next = no + 1;
      const inPopulation = population.descriptionOf[record]!;
      const features = this.records.featuresOf(record);
      const isUnlinkable = inPopulation === NOBODY;
      yield {
        no,
        hash: !isUnlinkable && this.isTelling(inPopulation) ? hash : `${hash}~${recordKey}`,
        features,
        selfWeight: isUnlinkable ? this.ownWeight(features) : this.selfWeights[inPopulation]!,
        isUnlinkable,
      };
    }
  }

  *edges(): Generator<FirstEdge> {
    const { pairs, model } = this.linked;
    const { firsts } = this;
    const weightOf = weigher(model, pairs.patterns);
    for (let at = 0; at < pairs.size; at += 1) {
      const pattern = pairs.patterns[pairs.patternOf[at]!]!;
      const weight = weightOf(pairs.patternOf[at]!, pairs.rareness[at]!);
      if (!this.isKept(weight, pattern)) continue;
      const [from, to] = [pairs.a[at]!, pairs.b[at]!];
      for (let a = firsts[from]!; a < firsts[from + 1]!; a += 1) {
        for (let b = firsts[to]!; b < firsts[to + 1]!; b += 1) yield { a, b, weight, pattern };
      }
    }
    yield* this.edgesOfEqual();
  }

  *links(): Generator<FirstLink> {
    const { personOf, isConfirmed } = this.linked.partition;
    for (const [recordNo, record] of this.records.all.entries()) {
      yield {
        record,
        recordNo,
        descriptionNo: this.descriptionNos[recordNo]!,
        personId: this.personIds.get(personOf[recordNo]!)!,
        confidence: isConfirmed[recordNo] ? 'confirmed' : 'probable',
      };
    }
  }

  *persons(): Generator<{ readonly id: string; readonly foundingRecord: number }> {
    for (const [foundingRecord, id] of this.personIds) yield { id, foundingRecord };
  }

  private isTelling(inPopulation: number): boolean {
    return this.selfWeights[inPopulation]! >= this.linked.model.thresholds.edge;
  }

  private isKept(weight: number, pattern: number): boolean {
    return weight >= this.linked.model.thresholds.reviewFloor || isNamesakePattern(pattern);
  }

  private firstNumbers(): Int32Array {
    const { book, records } = this.records.population;
    const firsts = new Int32Array(book.size + 1);
    for (let no = 0; no < book.size; no += 1) {
      firsts[no + 1] = firsts[no]! + (this.isTelling(no) ? 1 : records[no]!);
    }
    return firsts;
  }

  private numbersOfRecords(): Int32Array {
    const { descriptionOf } = this.records.population;
    const next = this.firsts.slice();
    let unlinkable = this.firsts.at(-1)!;
    return Int32Array.from(descriptionOf, (no) => {
      if (no === NOBODY) {
        unlinkable += 1;
        return unlinkable - 1;
      }
      const number = next[no]!;
      if (!this.isTelling(no)) next[no] = number + 1;
      return number;
    });
  }

  /** Records by the number of their descriptions; of one description the first record comes first. */
  private *inOrderOfDescriptions(): Generator<[number, FirstRecord]> {
    const { all } = this.records;
    const numbers = this.descriptionNos;
    const order = Int32Array.from(numbers, (_, record) => record);
    order.sort((one, other) => numbers[one]! - numbers[other]! || one - other);
    for (const record of order) yield [record, all[record]!];
  }

  /** Equal features that say too little find each other like any others, unless all their keys are generic. */
  private *edgesOfEqual(): Generator<FirstEdge> {
    const { population } = this.records;
    const { model, epoch } = this.linked;
    const keys = new Keys(population.book, model.declared, epoch.isCounted);
    for (const [record, no] of population.descriptionOf.entries()) {
      if (no === NOBODY) continue;
      const [from, to] = [this.firsts[no]!, this.firsts[no + 1]!];
      if (to - from < 2 || this.descriptionNos[record] !== from) continue;
      if (keys.of(no).every((key) => epoch.genericKeys.has(key))) continue;
      const features = JSON.parse(this.records.featuresOf(record).toString()) as Features;
      const { weight, pattern } = population.book.withGuest(features, (guest) => {
        const { weight, pattern } = this.scorer.score(no, guest);
        return { weight, pattern };
      });
      if (!this.isKept(weight, pattern)) continue;
      for (let a = from; a < to; a += 1) {
        for (let b = a + 1; b < to; b += 1) yield { a, b, weight, pattern };
      }
    }
  }

  private ownWeight(features: Buffer): number {
    const { book } = this.records.population;
    return book.withGuest(
      JSON.parse(features.toString()) as Features,
      (guest) => this.scorer.score(guest, guest).weight,
    );
  }
}
