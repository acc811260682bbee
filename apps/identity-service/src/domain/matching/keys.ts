import { FAMILY_CELLS, givenOf, familyOf, WORD_CELLS } from './compare-names.js';
import {
  ADDRESS,
  ATTRIBUTE,
  DATE,
  dayIn,
  DEPARTMENT_PERSON,
  EMAIL,
  isFullDate,
  isStatedAge,
  monthDayIn,
  monthIn,
  NAME,
  PHONE,
  SSN4,
  TRUSTED,
  yearIn,
  type DescriptionBook,
} from './description-book.js';
import { blockingKey, hashText, mix } from './hash.js';
import type { Declared } from './model.js';

const [BUILDING, STREET, POSTCODE, OUTWARD] = [1, 2, 4, 5] as const;

/** How much a rule asks of two descriptions; it stands in the last bits of its keys. */
const STRONG = 0;
const WEAK = 1;
const MIDDLE = 2;
/** A key that more descriptions have than this is generic: it brings nobody together. */
const MOST_SHARING = {
  [STRONG]: 200,
  [WEAK]: 25,
  [MIDDLE]: 50,
} as const;

/** Numbers, whole dates and contacts may be shared by more than names without a date, and these by more than one word. */
export const limitOf = (key: number) => MOST_SHARING[(key & 3) as keyof typeof MOST_SHARING];

/** Makes the blocking keys of descriptions: two that share none are never compared. Rules as `identity` numbers them. */
export class Keys {
  /** Of the description asked for last; repeats are possible. */
  private readonly made: number[] = [];
  private readonly givens: number[] = [];
  private readonly families: number[] = [];
  private readonly words: number[] = [];
  private readonly dates: number[] = [];
  private readonly postcodes: number[] = [];
  private readonly outwards: number[] = [];
  private readonly buildings: number[] = [];
  private readonly declared: readonly { first: string; second: string; rule: number }[];
  private readonly kinds: ReadonlyMap<string, number>;

  constructor(
    private readonly book: DescriptionBook,
    { attributes, keys }: Declared,
    /** Whether single values make keys: only where the epoch knows which are rare. */
    private readonly hasWeak: boolean,
  ) {
    this.declared = keys.map(([first, second], at) => ({ first, second, rule: 100 + at }));
    this.kinds = new Map(attributes.map((kind) => [kind, hashText(kind)]));
  }

  /** Keys of a description; the list is filled again by the next call. */
  of(no: number): readonly number[] {
    this.made.length = 0;
    this.gather(no);
    this.numbers(no);
    this.contacts(no);
    const { book } = this;
    const end = book.to(no, NAME.section);
    for (let name = book.from(no, NAME.section); name < end; name += NAME.stride) this.name(name);
    for (const word of this.words) this.word(word);
    for (const rule of this.declared) this.declaredKey(no, rule);
    return this.made;
  }

  private emit(rule: number, a: number, b = 0, c = 0): void {
    this.made.push(blockingKey(rule, a, b, c, STRONG));
  }

  /** Names without a whole date. */
  private emitMiddle(rule: number, a: number, b: number, c = 0): void {
    this.made.push(blockingKey(rule, a, b, c, MIDDLE));
  }

  /** A single value: a key only while few have it. */
  private emitWeak(rule: number, a: number): void {
    if (this.hasWeak) this.made.push(blockingKey(rule, a, 0, 0, WEAK));
  }

  /** Parts that several rules use. */
  private gather(no: number): void {
    const { book, words, dates, postcodes, outwards, buildings } = this;
    const { cells, tokens } = book;
    words.length = dates.length = postcodes.length = outwards.length = buildings.length = 0;
    const endNames = book.to(no, NAME.section);
    for (let name = book.from(no, NAME.section); name < endNames; name += NAME.stride) {
      for (const cell of WORD_CELLS) {
        const word = cells[name + cell]!;
        if (word !== 0 && !words.includes(word)) words.push(word);
      }
    }
    const endDates = book.to(no, DATE.section);
    for (let at = book.from(no, DATE.section); at < endDates; at += 1) {
      if (cells[at]! > 0 && !isStatedAge(cells[at]!)) dates.push(cells[at]!);
    }
    const endHomes = book.to(no, ADDRESS.section);
    for (let home = book.from(no, ADDRESS.section); home < endHomes; home += ADDRESS.stride) {
      const part = (cell: number) => tokens.hash(cells[home + cell]!);
      if (cells[home + POSTCODE] !== 0) postcodes.push(part(POSTCODE));
      if (cells[home + OUTWARD] !== 0) outwards.push(part(OUTWARD));
      if (cells[home + BUILDING] !== 0 && cells[home + STREET] !== 0) {
        buildings.push(mix(part(STREET) ^ (part(BUILDING) * 31)));
      }
    }
  }

  private numbers(no: number): void {
    const { book } = this;
    const { cells } = book;
    const endOwn = book.to(no, DEPARTMENT_PERSON.section);
    for (
      let at = book.from(no, DEPARTMENT_PERSON.section);
      at < endOwn;
      at += DEPARTMENT_PERSON.stride
    ) {
      this.emit(1, cells[at + 2]!, cells[at + 3]!);
    }
    const endTrusted = book.to(no, TRUSTED.section);
    for (let at = book.from(no, TRUSTED.section); at < endTrusted; at += TRUSTED.stride) {
      this.emit(2, cells[at + 2]!, cells[at + 3]!);
      if (cells[at + 4] !== 0) this.emit(2, cells[at + 4]!, 0, 1);
    }
  }

  private contacts(no: number): void {
    const { book } = this;
    const { cells } = book;
    const endPhones = book.to(no, PHONE.section);
    for (let at = book.from(no, PHONE.section); at < endPhones; at += 2) {
      this.emit(14, cells[at]!, cells[at + 1]!);
    }
    const endMails = book.to(no, EMAIL.section);
    for (let at = book.from(no, EMAIL.section); at < endMails; at += 2) {
      this.emit(17, cells[at]!, cells[at + 1]!);
    }
    for (const date of this.dates) {
      if (!isFullDate(date)) continue;
      const endFours = book.to(no, SSN4.section);
      for (let at = book.from(no, SSN4.section); at < endFours; at += 1) {
        this.emit(11, cells[at]!, date);
      }
      for (const building of this.buildings) this.emit(15, building, date, 1);
      for (const postcode of this.postcodes) this.emit(15, postcode, date, 2);
    }
    for (const postcode of this.outwards.length > 0 ? this.postcodes : [])
      this.emitWeak(20, postcode);
    const endFours = book.to(no, SSN4.section);
    for (let at = book.from(no, SSN4.section); at < endFours; at += 1) {
      for (const word of this.words) this.emit(12, cells[at]!, book.tokens.hash(word));
    }
  }

  private name(name: number): void {
    const { cells, tokens } = this.book;
    const given = givenOf(cells, name);
    const family = familyOf(cells, name);
    if (family === 0) return;
    const { givens, families } = this;
    givens.length = families.length = 0;
    givens.push(tokens.hash(given), ...tokens.formals(given));
    for (const cell of FAMILY_CELLS) {
      if (cells[name + cell] !== 0) families.push(tokens.hash(cells[name + cell]!));
    }
    const initial = tokens.head(given, 1);
    for (const one of families) {
      for (const other of givens) this.emitMiddle(5, other, one);
      for (const date of this.dates) this.familyAndDate(one, date);
      for (const postcode of this.postcodes) this.emitMiddle(16, one, postcode, initial);
      for (const building of this.buildings) this.emit(15, building, one);
    }
    this.emitMiddle(19, tokens.sound(given), tokens.sound(family));
    this.emitMiddle(19, tokens.head(given, 3), tokens.head(family, 3), 1);
    for (const date of this.dates) this.fullNameAndDate(given, family, date);
  }

  private familyAndDate(family: number, date: number): void {
    if (yearIn(date) > 0) this.emitMiddle(19, family, yearIn(date), 2);
    if (monthIn(date) > 0 && dayIn(date) > 0) this.emitMiddle(9, family, monthDayIn(date));
  }

  private fullNameAndDate(given: number, family: number, date: number): void {
    const { tokens } = this.book;
    if (yearIn(date) > 0) {
      this.emitMiddle(7, tokens.sound(family), tokens.sound(given), yearIn(date));
      this.emitMiddle(8, tokens.head(given, 2), tokens.head(family, 3), yearIn(date));
    }
    if (!isFullDate(date)) return;
    for (const one of this.givens) this.emit(4, one, date);
    const [low, high] = [
      Math.min(monthIn(date), dayIn(date)),
      Math.max(monthIn(date), dayIn(date)),
    ];
    this.emit(10, tokens.hash(given), yearIn(date), low * 32 + high);
  }

  private word(word: number): void {
    const { tokens } = this.book;
    const [sound, head] = [tokens.sound(word), tokens.head(word, 3)];
    this.emitWeak(22, tokens.hash(word));
    for (const date of this.dates) {
      if (!isFullDate(date)) continue;
      this.emit(18, sound, date);
      this.emit(18, head, date, 1);
    }
    for (const outward of this.outwards) {
      this.emit(18, sound, outward, 4);
      this.emit(18, head, outward, 5);
    }
  }

  private declaredKey(no: number, rule: { first: string; second: string; rule: number }): void {
    const seconds = [...this.parts(no, rule.second)];
    if (seconds.length === 0) return;
    for (const first of this.parts(no, rule.first)) {
      for (const second of seconds) this.emit(rule.rule, first, second);
    }
  }

  private *parts(no: number, part: string): Iterable<number> {
    const { book, kinds } = this;
    const { cells, tokens } = book;
    const kind = kinds.get(part);
    if (kind === undefined) return yield* this.ownParts(part);
    const end = book.to(no, ATTRIBUTE.section);
    for (let at = book.from(no, ATTRIBUTE.section); at < end; at += ATTRIBUTE.stride) {
      if (cells[at] === kind) yield tokens.hash(cells[at + 2]!);
    }
  }

  private ownParts(part: string): number[] {
    const { tokens } = this.book;
    const { words, dates } = this;
    switch (part) {
      case 'token':
        return words.flatMap((word) => [tokens.sound(word), tokens.head(word, 3)]);
      case 'family':
        return words.map((word) => tokens.hash(word));
      case 'birthDate':
        return dates.filter(isFullDate);
      case 'birthYear':
        return dates.map(yearIn).filter((year) => year > 0);
      case 'monthDay':
        return dates.filter((date) => monthIn(date) > 0 && dayIn(date) > 0).map(monthDayIn);
      default:
        return [];
    }
  }
}
