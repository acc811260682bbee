import type { Features, IdentifierFeature } from '../preparation/features.js';
import { outwardOf } from '../preparation/address.js';
import { hashText } from './hash.js';
import type { Tokens } from './tokens.js';

/** Sections of an encoded description and the cells that one entry of each takes. */
export const NAME = { section: 1, stride: 5 } as const;
export const DATE = { section: 2, stride: 1 } as const;
export const TRUSTED = { section: 3, stride: 5 } as const;
export const SSN4 = { section: 4, stride: 1 } as const;
export const DEPARTMENT_PERSON = { section: 5, stride: 4 } as const;
export const ADDRESS = { section: 6, stride: 6 } as const;
export const PHONE = { section: 7, stride: 2 } as const;
export const EMAIL = { section: 8, stride: 2 } as const;
const SECTIONS = 8;
const HEADER = SECTIONS + 2;

export const FEMALE = 1;
export const MALE = 2;
export const FULL_SSN = 4;
const SEX = FEMALE | MALE;
const SSN_KIND = hashText('ssn');

/**
 * All descriptions in one array of integers: a million of them take some 150 MB and no object. An entry holds token ids,
 * packed dates and halves of hashes; 0 is absent.
 */
export class DescriptionBook {
  cells: Int32Array<ArrayBuffer> = new Int32Array(1 << 16);
  private starts: Int32Array<ArrayBuffer> = new Int32Array(1 << 10);
  private used = 0;
  private count = 0;

  constructor(readonly tokens: Tokens) {}

  get size(): number {
    return this.count;
  }

  get bytes(): number {
    return this.cells.byteLength + this.starts.byteLength;
  }

  add(features: Features): number {
    const encoded = this.encode(features);
    this.cells = grown(this.cells, this.used + encoded.length);
    this.starts = grown(this.starts, this.count + 1);
    this.cells.set(encoded, this.used);
    this.starts[this.count] = this.used;
    this.used += encoded.length;
    this.count += 1;
    return this.count - 1;
  }

  /** Compares what is asked for as if it were kept, and forgets it. */
  withGuest<T>(features: Features, ask: (no: number) => T): T {
    const used = this.used;
    const no = this.add(features);
    try {
      return ask(no);
    } finally {
      this.used = used;
      this.count = no;
    }
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

  private encode(features: Features): number[] {
    const sections = [
      features.names.flatMap((name) => this.name(name)),
      [
        ...features.birthDates.map(packed),
        ...(features.ageYear === undefined ? [] : [statedAge(features)]),
      ],
      features.trusted.flatMap((number) => [
        ...numbered(number),
        number.core === undefined ? 0 : hashText(number.core),
      ]),
      features.ssn4.map((four) => Number(four)),
      features.departmentPersons.flatMap(numbered),
      features.addresses.flatMap((address) => this.address(address)),
      features.phones.flatMap(halves),
      features.emails.flatMap(halves),
    ];
    const ends: number[] = [HEADER];
    for (const section of sections) ends.push(ends.at(-1)! + section.length);
    const hasSsn = features.trusted.some(({ kind }) => hashText(kind) === SSN_KIND);
    const sex = { female: FEMALE, male: MALE, absent: 0 }[features.sex ?? 'absent'];
    return [sex | (hasSsn ? FULL_SSN : 0), ...ends, ...sections.flat()];
  }

  private name({ given, family, suffix, isOfficial }: Features['names'][number]): number[] {
    const id = (text: string | undefined) => (text === undefined ? 0 : this.tokens.of(text).id);
    const last = family.length > 1 ? family.at(-1) : undefined;
    const flags = (suffix === undefined ? 0 : this.tokens.of(suffix).id * 2) + Number(isOfficial);
    return [id(given[0]), id(given[1]), id(family[0]), id(last), flags];
  }

  private address(address: Features['addresses'][number]): number[] {
    const id = (text: string | undefined) => (text === undefined ? 0 : this.tokens.of(text).id);
    const { unit, building, street, city, postcode } = address;
    const outward = postcode === undefined ? undefined : outwardOf(postcode);
    return [id(unit), id(building), id(street), id(city), id(postcode), id(outward)];
  }
}

const STATED_AGE = 1 << 30;
const statedAge = ({ ageYear = 0 }: Features) => STATED_AGE + ageYear;

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

function numbered({ kind, issuer, whole }: IdentifierFeature): number[] {
  return [hashText(kind), issuer === undefined ? 0 : hashText(issuer), ...halves(whole)];
}

function halves(text: string): [number, number] {
  return [hashText(text), hashText(`${text}#`)];
}

function grown(array: Int32Array<ArrayBuffer>, needed: number): Int32Array<ArrayBuffer> {
  if (needed <= array.length) return array;
  const larger = new Int32Array(Math.max(needed, array.length * 2));
  larger.set(array);
  return larger;
}
