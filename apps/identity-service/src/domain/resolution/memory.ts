import type { Confidence, Label } from '@continuum/contracts';
import { DescriptionBook } from '../matching/description-book.js';
import { KeyIndex } from '../matching/key-index.js';
import type { Epoch, Model } from '../matching/model.js';
import { Keys } from '../matching/keys.js';
import { Scorer } from '../matching/score.js';
import { Tokens } from '../matching/tokens.js';
import type { Person } from '../persons/person.js';
import type { Features } from '../preparation/features.js';
import type { Nicknames } from '../preparation/nicknames.js';
import type { Judgement } from './command.js';
import { ReviewBook } from '../review/review-book.js';
import { Cliques } from './cliques.js';
import { EdgeBook } from './edge-book.js';
import { ScoredPairs } from './scored-pairs.js';

/** A record of a department and whose it is now. */
export interface LinkedRecord {
  readonly no: number;
  readonly key: string;
  version: number;
  department: string;
  dataset: string;
  labels: readonly Label[];
  state: 'present' | 'withdrawn' | 'erased';
  /** Content address of its features; null once erased. */
  hash: string | null;
  description: Description | null;
  personId: string | null;
  /** Whose it was before it was last moved. */
  formerPersonId: string | null;
  confidence: Confidence;
  linkVersion: number;
}

/** A distinct set of features, and the records that have it now. */
export interface Description {
  readonly no: number;
  readonly hash: string;
  /** It links by a judgement alone. */
  readonly isUnlinkable: boolean;
  readonly records: LinkedRecord[];
  isErased: boolean;
}

export interface Engine {
  readonly model: Model;
  readonly epoch: Epoch;
  readonly nicknames: Nicknames;
}

/** All that the resolver knows, rebuilt from its tables at start: one writer, no input or output. */
export class Memory {
  readonly model: Model;
  readonly epoch: Epoch;
  readonly book: DescriptionBook;
  readonly index = new KeyIndex();
  readonly edges = new EdgeBook();
  readonly records = new Map<string, LinkedRecord>();
  readonly recordsByNo: LinkedRecord[] = [];
  readonly descriptions: Description[] = [];
  readonly byHash = new Map<string, Description>();
  readonly persons = new Map<string, Person>();
  /** Absorbed and empty persons by each record they held last. */
  readonly dormant = new Map<number, Set<string>>();
  readonly judgements = new Map<string, Judgement>();
  /** Judgements in force by each record they name. */
  readonly judged = new Map<string, Set<string>>();
  readonly reviews = new ReviewBook();
  /** Of descriptions that are kept: the number of a guest is given to another. */
  readonly pairs: ScoredPairs;
  readonly cliques: Cliques;
  lastStep = 0;
  private readonly scorer: Scorer;
  private readonly keys: Keys;

  constructor({ model, epoch, nicknames }: Engine) {
    this.model = model;
    this.epoch = epoch;
    this.book = new DescriptionBook(new Tokens(nicknames));
    this.scorer = new Scorer(this.book, model, epoch);
    this.pairs = new ScoredPairs(this.scorer);
    this.cliques = new Cliques(this.pairs, model);
    this.keys = new Keys(this.book, model.declared, epoch.isCounted);
  }

  /** Scores two descriptions; the answer is overwritten by the next call. */
  score(a: number, b: number): Scorer {
    return this.scorer.score(a, b);
  }

  /** Keys of a description of the book by which others find it; none that is generic. */
  keysOf(no: number): number[] {
    const { genericKeys } = this.epoch;
    return this.keys.of(no).filter((key) => !genericKeys.has(key));
  }

  addRecord(record: LinkedRecord): void {
    this.records.set(record.key, record);
    this.recordsByNo[record.no] = record;
  }

  /** A kept one may be a former model's: where its features say too little for this one, nobody comes to share it. */
  addDescription(description: Description, features: Features): void {
    this.book.add(features);
    this.register(description);
    const { no, hash } = description;
    if (!hash.includes('~') && !this.isTelling(no)) this.byHash.delete(hash);
  }

  /** Equal features that say enough are about one person; those that do not stand for each record by themselves. */
  isTelling(no: number): boolean {
    return this.score(no, no).weight >= this.model.thresholds.edge;
  }

  /** For features that are in the book already. */
  register(description: Description): void {
    this.descriptions[description.no] = description;
    this.byHash.set(description.hash, description);
  }

  erase(no: number): void {
    const description = this.descriptions[no];
    if (!description) return;
    description.isErased = true;
    this.byHash.delete(description.hash);
  }

  applyJudgement(judgement: Judgement): void {
    this.judgements.set(judgement.judgementId, judgement);
    if (judgement.verdict === 'unsure') return;
    for (const key of namedBy(judgement)) {
      const known = this.judged.get(key);
      if (known) known.add(judgement.judgementId);
      else this.judged.set(key, new Set([judgement.judgementId]));
    }
  }

  revokeJudgement(judgement: Judgement): void {
    this.judgements.delete(judgement.judgementId);
    for (const key of namedBy(judgement)) {
      this.judged.get(key)?.delete(judgement.judgementId);
      if (this.judged.get(key)?.size === 0) this.judged.delete(key);
    }
  }

  remember(person: Person, records: readonly number[]): void {
    for (const no of records) {
      const known = this.dormant.get(no);
      if (known) known.add(person.id);
      else this.dormant.set(no, new Set([person.id]));
    }
  }

  forget(person: Person): void {
    for (const [no, ids] of this.dormant) {
      if (ids.delete(person.id) && ids.size === 0) this.dormant.delete(no);
    }
  }
}

export const namedBy = ({ left, right }: Judgement) => [...left, ...right];
