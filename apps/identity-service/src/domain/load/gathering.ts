import { Population } from '../bulk/population.js';
import { Tokens } from '../matching/tokens.js';
import type { Features } from '../preparation/features.js';
import type { Nicknames } from '../preparation/nicknames.js';
import type { SubjectCommand } from '../resolution/command.js';
import { FirstRecords, type FirstRecord, type Origin } from './first-records.js';
import { TextStore } from './text-store.js';

/** A reported subject as intake keeps it. */
export interface Reported {
  readonly recordKey: string;
  readonly recordVersion: number;
  readonly contentHash: string;
  readonly command: SubjectCommand;
}

/** Sorts what was reported into what can be linked at once and what must come after, one by one. */
export class Gathering {
  /** Further versions, records that were gone before they came, and those of which a source declares more. */
  readonly later: Reported[] = [];
  private readonly firsts: { readonly record: FirstRecord; readonly features: number }[] = [];
  private readonly keys = new Set<string>();
  private readonly origins = new Map<string, Origin>();
  private readonly texts = new TextStore();

  add(reported: Reported): void {
    const { recordKey, recordVersion, contentHash, command } = reported;
    const isKnown = this.keys.has(recordKey);
    this.keys.add(recordKey);
    if (isKnown || command.state !== 'present' || command.sameAs.length > 0) {
      this.later.push(reported);
      return;
    }
    const { hash, features } = command;
    const record = { recordKey, recordVersion, contentHash, hash, origin: this.originOf(command) };
    this.firsts.push({ record, features: this.texts.add(JSON.stringify(features)) });
  }

  /** The first versions by record key, whatever the order in which they came. */
  inOrder(nicknames: Nicknames): FirstRecords {
    const population = new Population(new Tokens(nicknames));
    const records = new FirstRecords(population);
    const inKeys = this.firsts.sort(({ record: one }, { record: other }) =>
      one.recordKey < other.recordKey ? -1 : 1,
    );
    for (const { record, features: text } of inKeys) {
      const features = JSON.parse(this.texts.bytes(text).toString()) as Features;
      population.add(features);
      records.add(record, features);
    }
    return records;
  }

  /** The same few again and again: each is kept once. */
  private originOf({ department, dataset, labels }: SubjectCommand): Origin {
    const key = JSON.stringify([department, dataset, labels]);
    const origin = this.origins.get(key) ?? { department, dataset, labels };
    this.origins.set(key, origin);
    return origin;
  }
}
