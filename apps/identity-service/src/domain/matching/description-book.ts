import type { AddressFeature, Features, IdentifierFeature } from '../preparation/features.js';
import { areaOf, outwardOf } from '../preparation/address.js';
import { hashText } from './hash.js';
import { grown, shared } from './arrays.js';
import { Tokens, type TokenParts } from './tokens.js';

/** Sections of an encoded description and the cells that one entry of each takes. */
/** `words` are the cells that hold ids of words. */
export const NAME = { section: 1, stride: 7, words: [0, 1, 2, 3, 4, 5], flags: 6 } as const;
export const DATE = { section: 2, stride: 1 } as const;
export const TRUSTED = { section: 3, stride: 5 } as const;
export const SSN4 = { section: 4, stride: 1 } as const;
export const DEPARTMENT_PERSON = { section: 5, stride: 4 } as const;
export const ADDRESS = { section: 6, stride: 7, words: [0, 1, 2, 3, 4, 5, 6] } as const;
export const PHONE = { section: 7, stride: 2 } as const;
export const EMAIL = { section: 8, stride: 2 } as const;
export const ATTRIBUTE = { section: 9, stride: 3, words: [1, 2] } as const;
const SECTIONS = 9;
const HEADER = SECTIONS + 2;

export const FEMALE = 1;
export const MALE = 2;
export const FULL_SSN = 4;
const SEX = FEMALE | MALE;

export interface BookParts {
  readonly cells: Int32Array;
  readonly starts: Int32Array;
  readonly tokens: TokenParts;
}

/**
 * All descriptions in one array of integers: a million of them take some 150 MB and no object. An entry holds token ids,
 * packed dates and halves of hashes; 0 is absent.
 */
export class DescriptionBook {
  cells: Int32Array = new Int32Array(1 << 16);
  private starts: Int32Array = new Int32Array(1 << 10);
  private readonly scratch: number[] = [];
  private used = 0;
  private count = 0;

  constructor(readonly tokens: Tokens) {}

  /** The book as plain data in shared memory. */
  parts(): BookParts {
    this.cells = shared(this.cells.subarray(0, this.used));
    this.starts = shared(this.starts.subarray(0, this.count));
    return { cells: this.cells, starts: this.starts, tokens: this.tokens.parts() };
  }

  static from({ cells, starts, tokens }: BookParts): DescriptionBook {
    const book = new DescriptionBook(Tokens.from(tokens));
    book.cells = cells;
    book.starts = starts;
    book.used = cells.length;
    book.count = starts.length;
    return book;
  }

  get size(): number {
    return this.count;
  }

  get bytes(): number {
    return this.cells.byteLength + this.starts.byteLength;
  }

  add(features: Features): number {
    this.encode(features);
    const { length } = this.scratch;
    this.cells = grown(this.cells, this.used + length);
    this.starts = grown(this.starts, this.count + 1);
    for (let at = 0; at < length; at += 1) this.cells[this.used + at] = this.scratch[at]!;
    this.starts[this.count] = this.used;
    this.used += length;
    this.count += 1;
    return this.count - 1;
  }

  /** Adds a description of another book, whose words have these ids here. */
  addFrom({ cells, starts }: BookParts, no: number, ids: Int32Array): number {
    const from = starts[no]!;
    const length = (no + 1 < starts.length ? starts[no + 1]! : cells.length) - from;
    this.cells = grown(this.cells, this.used + length);
    this.starts = grown(this.starts, this.count + 1);
    const start = this.used;
    for (let at = 0; at < length; at += 1) this.cells[start + at] = cells[from + at]!;
    this.starts[this.count] = start;
    this.used += length;
    this.count += 1;
    for (const { section, stride, words } of [NAME, ADDRESS, ATTRIBUTE]) {
      const end = this.to(this.count - 1, section);
      for (let entry = this.from(this.count - 1, section); entry < end; entry += stride) {
        for (const word of words) this.cells[entry + word] = ids[this.cells[entry + word]!]!;
        if (section === NAME.section) this.rename(entry + NAME.flags, ids);
      }
    }
    return this.count - 1;
  }

  /** Suffix and flag share a cell. */
  private rename(cell: number, ids: Int32Array): void {
    const [suffix, flag] = [this.cells[cell]! >> 1, this.cells[cell]! & 1];
    this.cells[cell] = ids[suffix]! * 2 + flag;
  }

  /** Compares what is asked for as if it were kept, and forgets it. */
  withGuest<T>(features: Features, ask: (no: number) => T): T {
    const no = this.add(features);
    try {
      return ask(no);
    } finally {
      this.forgetLast();
    }
  }

  forgetLast(): void {
    this.count -= 1;
    this.used = this.starts[this.count]!;
  }

  /** Hash of all that a description says, within this book. */
  hash(no: number): number {
    const end = this.end(no);
    let hash = 0;
    for (let at = this.starts[no]!; at < end; at += 1) {
      hash = Math.imul(hash ^ this.cells[at]!, 0x5bd1e995);
      hash ^= hash >>> 15;
    }
    return hash;
  }

  isEqual(a: number, b: number): boolean {
    const [from, to] = [this.starts[a]!, this.end(a)];
    const apart = this.starts[b]! - from;
    if (this.end(b) - apart !== to) return false;
    for (let at = from; at < to; at += 1) {
      if (this.cells[at] !== this.cells[at + apart]) return false;
    }
    return true;
  }

  private end(no: number): number {
    return no + 1 < this.count ? this.starts[no + 1]! : this.used;
  }

  /** First cell of a section's entries. */
  from(no: number, section: number): number {
    const start = this.starts[no]!;
    return start + this.cells[start + section]!;
  }

  /** Cell behind a section's entries. */
  to(no: number, section: number): number {
    const start = this.starts[no]!;
    return start + this.cells[start + section + 1]!;
  }

  sex(no: number): number {
    return this.cells[this.starts[no]!]! & SEX;
  }

  hasFullSsn(no: number): boolean {
    return (this.cells[this.starts[no]!]! & FULL_SSN) !== 0;
  }

  private encode(features: Features): void {
    const { scratch } = this;
    scratch.length = HEADER;
    const hasSsn = features.trusted.some(({ kind }) => kind === 'ssn');
    const sex = features.sex === 'female' ? FEMALE : features.sex === 'male' ? MALE : 0;
    scratch[0] = sex | (hasSsn ? FULL_SSN : 0);
    scratch[1] = HEADER;
    for (const name of features.names) this.name(name);
    scratch[2] = scratch.length;
    for (const date of features.birthDates) scratch.push(packed(date));
    if (features.ageYear !== undefined) scratch.push(STATED_AGE + features.ageYear);
    scratch[3] = scratch.length;
    for (const number of features.trusted) {
      this.number(number);
      scratch.push(number.core === undefined ? 0 : hashText(number.core));
    }
    scratch[4] = scratch.length;
    for (const four of features.ssn4) scratch.push(Number(four));
    scratch[5] = scratch.length;
    for (const number of features.departmentPersons) this.number(number);
    scratch[6] = scratch.length;
    for (const address of features.addresses) this.address(address);
    scratch[7] = scratch.length;
    for (const phone of features.phones) scratch.push(hashText(phone), hashText(`${phone}#`));
    scratch[8] = scratch.length;
    for (const email of features.emails) scratch.push(hashText(email), hashText(`${email}#`));
    scratch[9] = scratch.length;
    for (const { kind, value } of features.attributes) this.attribute(kind, value);
    scratch[10] = scratch.length;
  }

  private id(text: string | undefined): number {
    return text === undefined ? 0 : this.tokens.of(text);
  }

  /** Given, two more given names, whole family name, its first and last word, flags. One word stands first. */
  private name({ given, family, suffix, isOfficial }: Features['names'][number]): void {
    const isOneWord = given.length === 0;
    const [first, second, third] = isOneWord ? family : given;
    const whole = isOneWord ? undefined : family[0];
    const isLong = family.length > 1 && !isOneWord;
    this.scratch.push(
      this.id(first),
      this.id(second),
      this.id(third),
      this.id(whole),
      isLong ? this.id(family[1]) : 0,
      isLong ? this.id(family.at(-1)) : 0,
      this.id(suffix) * 2 + Number(isOfficial),
    );
  }

  private number({ kind, issuer, whole }: IdentifierFeature): void {
    this.scratch.push(
      hashText(kind),
      issuer === undefined ? 0 : hashText(issuer),
      hashText(whole),
      hashText(`${whole}#`),
    );
  }

  private address({ unit, building, street, city, postcode }: AddressFeature): void {
    const outward = postcode === undefined ? undefined : outwardOf(postcode);
    this.scratch.push(
      this.id(unit),
      this.id(building),
      this.id(street),
      this.id(city),
      this.id(postcode),
      this.id(outward),
      this.id(outward === undefined ? undefined : areaOf(outward)),
    );
  }

  /** Kind, the whole value, its first word. */
  private attribute(kind: string, value: string): void {
    const space = value.indexOf(' ');
    this.scratch.push(
      hashText(kind),
      this.id(value),
      this.id(space < 0 ? value : value.slice(0, space)),
    );
  }
}

const STATED_AGE = 1 << 30;

/** Year, month and day in one cell, apart by shifts; digits that make no date stay negative. */
function packed(date: number): number {
  if (date < 0) return date;
  return (Math.trunc(date / 10000) << 9) | ((Math.trunc(date / 100) % 100) << 5) | (date % 100);
}

export const isStatedAge = (cell: number) => cell >= STATED_AGE;
export const statedYear = (cell: number) => cell - STATED_AGE;
export const yearIn = (cell: number) => cell >> 9;
export const monthIn = (cell: number) => (cell >> 5) & 15;
export const dayIn = (cell: number) => cell & 31;
export const monthDayIn = (cell: number) => cell & 511;
export const isFullDate = (cell: number) =>
  cell > 511 && cell < STATED_AGE && monthIn(cell) > 0 && dayIn(cell) > 0;
