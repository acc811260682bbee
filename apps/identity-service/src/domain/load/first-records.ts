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

/** All records of an empty service in the order of their keys: a record's place is its number. */
export class FirstRecords {
  readonly all: FirstRecord[] = [];
  private readonly texts = new TextStore();
  /** Text of each description of the population. */
  private readonly textOf: number[] = [];
  /** Text of each record that does not say who it is about. */
  private readonly ownTextOf = new Map<number, number>();

  /** @param population to which nothing has been added yet */
  constructor(readonly population: Population) {}

  add(record: FirstRecord, features: Features): void {
    const { population } = this;
    const known = population.book.size;
    population.add(features);
    const no = this.all.push(record) - 1;
    if (population.descriptionOf[no] === NOBODY) {
      this.ownTextOf.set(no, this.texts.add(JSON.stringify(features)));
    } else if (population.book.size > known) {
      this.textOf.push(this.texts.add(JSON.stringify(features)));
    }
  }

  /** Features of a record as JSON. */
  featuresOf(record: number): Buffer {
    const description = this.population.descriptionOf[record]!;
    return this.texts.bytes(
      description === NOBODY ? this.ownTextOf.get(record)! : this.textOf[description]!,
    );
  }
}
