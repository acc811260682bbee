import {
  PersonMergedV1,
  PersonSplitV1,
  RecordAssignedV1,
  type RecordAssigned,
} from '@continuum/contracts';
import { anEvent } from '@continuum/testing';

export type Told = RecordAssignedV1 | PersonMergedV1 | PersonSplitV1;

export interface Step {
  readonly kind: 'link' | 'merge' | 'split';
  readonly one: number;
  readonly two: number;
}

export const PERSONS = [0, 1, 2, 3, 4].map((nth) => `a0000000-0000-4000-8000-00000000000${nth}`);
export const RECORDS = [0, 1, 2, 3, 4].map((nth) => `police/jail/${nth}`);

/** What the one resolver does, and what it says about it, in the order it says it. */
export class History {
  readonly told: Told[] = [];
  readonly personOf = new Map<string, string>();
  private readonly survivorOf = new Map<string, string>();
  private readonly versions = new Map<string, number>();

  constructor(steps: readonly Step[]) {
    RECORDS.forEach((_, nth) => this.link(nth, nth));
    for (const { kind, one, two } of steps) this[kind](one, two);
  }

  today(person: string): string {
    const survivor = this.survivorOf.get(person);
    return survivor === undefined ? person : this.today(survivor);
  }

  private link(record: number, person: number) {
    const recordKey = RECORDS[record] ?? '';
    const personId = this.today(PERSONS[person] ?? '');
    const previousPersonId = this.personOf.get(recordKey) ?? null;
    this.personOf.set(recordKey, personId);
    const data: RecordAssigned = {
      recordKey,
      recordVersion: 1,
      dataset: 'book',
      linkVersion: this.next(recordKey),
      personId,
      previousPersonId,
      confidence: 'confirmed',
      cause: 'judgement',
      modelId: 'm',
      epochId: 'e',
      step: 1,
    };
    this.told.push(anEvent(RecordAssignedV1, data));
  }

  private merge(one: number, two: number) {
    const [absorbed, survivor] = [this.today(PERSONS[one] ?? ''), this.today(PERSONS[two] ?? '')];
    if (absorbed === survivor) return;
    this.survivorOf.set(absorbed, survivor);
    this.told.push(
      anEvent(PersonMergedV1, {
        absorbed: { personId: absorbed, personVersion: this.next(absorbed) },
        survivor: { personId: survivor, personVersion: this.next(survivor) },
        cause: 'judgement',
        step: 1,
      }),
    );
    this.moveAll(absorbed, survivor);
  }

  /** Gives an absorbed id back, with the record it began with. */
  private split(one: number) {
    const personId = PERSONS[one] ?? '';
    const from = this.survivorOf.get(personId);
    if (from === undefined) return;
    this.survivorOf.delete(personId);
    const part = { personId, personVersion: this.next(personId), reinstated: true, recordCount: 1 };
    this.told.push(
      anEvent(PersonSplitV1, {
        personId: from,
        personVersion: this.next(from),
        parts: [part],
        cause: 'judgement',
        step: 1,
      }),
    );
    this.link(one, one);
  }

  private moveAll(absorbed: string, survivor: string) {
    const records = RECORDS.map((key, nth) => ({
      nth,
      isIts: this.personOf.get(key) === absorbed,
    }));
    for (const { nth, isIts } of records) if (isIts) this.link(nth, PERSONS.indexOf(survivor));
  }

  private next(thing: string): number {
    const version = (this.versions.get(thing) ?? 0) + 1;
    this.versions.set(thing, version);
    return version;
  }
}
