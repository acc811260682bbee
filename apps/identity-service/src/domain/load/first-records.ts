import type { Label } from '@continuum/contracts';
import { NOBODY, type Population } from '../bulk/population.js';
import type { Features } from '../preparation/features.js';
import { TextStore } from './text-store.js';

/** What the department says of a record besides who it is about. */
export interface Origin {
  readonly department: string;
  readonly dataset: string;
  readonly labels: readonly Label[];
}

/** A record that is present when it is first heard of. */
export interface FirstRecord {
  readonly recordKey: string;
  readonly recordVersion: number;
  readonly origin: Origin;
  /** Of its features. */
  readonly hash: string;
  /** Of what was reported. */
  readonly contentHash: string;
}

/**
 * All records of an empty service in the order of their keys: a record's place is its number. Records that say the same
 * as far as anything is compared have one description, and the hash of its first record.
 */
export class FirstRecords {
  readonly all: FirstRecord[] = [];
  private readonly texts = new TextStore();
  /** Text of each description of the population. */
  private readonly textOf: number[] = [];
  private readonly hashOf: string[] = [];
  /** Text of each record that does not say who it is about. */
  private readonly ownTextOf = new Map<number, number>();

  constructor(readonly population: Population) {}

  /** Adds the next record of the population. */
  add(record: FirstRecord, features: Features): void {
    const no = this.all.length;
    const description = this.population.descriptionOf[no]!;
    if (description === NOBODY) {
      this.ownTextOf.set(no, this.texts.add(JSON.stringify(features)));
    } else if (this.textOf[description] === undefined) {
      this.textOf[description] = this.texts.add(JSON.stringify(features));
      this.hashOf[description] = record.hash;
    }
    const hash = this.hashOf[description] ?? record.hash;
    this.all.push(hash === record.hash ? record : { ...record, hash });
  }

  /** Features of a record as JSON. */
  featuresOf(record: number): Buffer {
    const description = this.population.descriptionOf[record]!;
    return this.texts.bytes(
      description === NOBODY ? this.ownTextOf.get(record)! : this.textOf[description]!,
    );
  }
}
