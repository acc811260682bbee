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
  /** Text of the features of each record. */
  private readonly textOf: number[] = [];
  /** First record of each description, by its number while records are added: linking numbers anew. */
  private readonly firstOf: number[] = [];

  constructor(readonly population: Population) {}

  /** Adds the next record of the population. */
  add(record: FirstRecord, features: Features): void {
    const no = this.all.length;
    const description = this.population.descriptionOf[no]!;
    const first = description === NOBODY ? no : (this.firstOf[description] ??= no);
    this.textOf.push(first === no ? this.texts.add(JSON.stringify(features)) : this.textOf[first]!);
    const { hash } = first === no ? record : this.all[first]!;
    this.all.push(hash === record.hash ? record : { ...record, hash });
  }

  /** Features of a record as JSON. */
  featuresOf(record: number): Buffer {
    return this.texts.bytes(this.textOf[record]!);
  }
}
