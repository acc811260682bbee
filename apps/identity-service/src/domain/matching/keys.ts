import { outwardOf } from '../preparation/address.js';
import { dayOf, isFull, monthDayOf, monthOf, yearOf } from '../preparation/birth-date.js';
import type { Features, NameFeature } from '../preparation/features.js';
import type { Epoch } from './model.js';
import { hashKey, hashText } from './hash.js';
import type { Token, Tokens } from './tokens.js';

interface Spelling {
  readonly given: Token | undefined;
  /** The given name as written and its formal names. */
  readonly givens: readonly number[];
  readonly family: Token | undefined;
  readonly all: readonly Token[];
}

/** Parts of the rules, hashed once per description. */
interface Parts {
  readonly names: readonly Spelling[];
  readonly dates: readonly number[];
  readonly postcodes: readonly number[];
  readonly outwards: readonly number[];
  readonly buildings: readonly number[];
}

type Emit = (rule: number, a: number, b?: number, c?: number) => void;

/** Blocking keys of a description: two that share none are never compared. */
export function keysOf(features: Features, tokens: Tokens, epoch: Epoch): number[] {
  const keys = new Set<number>();
  const emit: Emit = (rule, a, b, c) => {
    const key = hashKey(rule, a, b, c);
    if (!epoch.genericKeys.has(key)) keys.add(key);
  };
  const parts = partsOf(features, tokens);
  numberKeys(features, parts, emit);
  contactKeys(features, parts, emit);
  for (const postcode of parts.postcodes) if (epoch.rarePostcodes.has(postcode)) emit(20, postcode);
  for (const name of parts.names) {
    nameKeys(name, emit);
    for (const date of parts.dates) datedKeys(name, date, emit);
    for (const token of name.all) tokenKeys(token, parts, emit);
  }
  return [...keys];
}

function partsOf(features: Features, tokens: Tokens): Parts {
  const postcodes = features.addresses.flatMap(({ postcode }) => postcode ?? []);
  return {
    names: features.names.map((name) => spelling(name, tokens)),
    dates: features.birthDates.filter((date) => date > 0),
    postcodes: postcodes.map(hashText),
    outwards: postcodes.flatMap((postcode) => outwardOf(postcode) ?? []).map(hashText),
    buildings: features.addresses.flatMap(({ building, street }) =>
      building !== undefined && street !== undefined ? hashText(`${building} ${street}`) : [],
    ),
  };
}

function spelling({ given, family }: NameFeature, tokens: Tokens): Spelling {
  const first = given[0] === undefined ? undefined : tokens.of(given[0]);
  return {
    given: first,
    givens: first ? [first.hash, ...first.formals] : [],
    family: family[0] === undefined ? undefined : tokens.of(family[0]),
    all: [...given, ...family].map((word) => tokens.of(word)),
  };
}

function numberKeys(features: Features, { names, dates, postcodes }: Parts, emit: Emit) {
  for (const { whole } of features.departmentPersons) emit(1, hashText(whole));
  for (const { whole, core } of features.trusted) {
    emit(2, hashText(whole));
    if (core !== undefined) emit(2, hashText(core), 1);
  }
  for (const four of features.ssn4.map(Number)) {
    for (const date of dates.filter(isFull)) emit(11, four, date);
    for (const { family, given } of names) {
      if (family) emit(12, four, family.hash);
      if (given) for (const postcode of postcodes) emit(13, four, given.hash, postcode);
    }
  }
}

function contactKeys(
  features: Features,
  { names, dates, postcodes, buildings }: Parts,
  emit: Emit,
) {
  for (const phone of features.phones.map(hashText)) {
    emit(14, phone);
    for (const { given } of names) if (given) emit(14, phone, given.head1);
  }
  for (const email of features.emails) emit(17, hashText(email));
  for (const { given, family } of names) {
    if (!family) continue;
    for (const building of buildings) emit(15, building, family.hash);
    if (given) for (const postcode of postcodes) emit(16, family.hash, postcode, given.head1);
  }
  for (const building of buildings) {
    for (const date of dates.filter(isFull)) emit(15, building, date, 1);
  }
}

function nameKeys({ given, givens, family }: Spelling, emit: Emit) {
  if (!given || !family) return;
  for (const name of givens) emit(5, name, family.hash);
  emit(19, given.sound, family.sound);
  emit(19, given.head3, family.head3, 1);
}

function datedKeys({ given, givens, family }: Spelling, date: number, emit: Emit) {
  const year = yearOf(date);
  if (family && year > 0) emit(19, family.hash, year, 2);
  if (given && family && year > 0) {
    emit(7, family.sound, given.sound, year);
    emit(8, given.head2, family.head3, year);
  }
  if (family && monthOf(date) > 0 && dayOf(date) > 0) emit(9, family.hash, monthDayOf(date));
  if (!isFull(date)) return;
  if (family) emit(3, family.hash, date);
  for (const name of givens) emit(4, name, date);
  if (given && family) {
    emit(6, Math.min(given.hash, family.hash), Math.max(given.hash, family.hash), date);
  }
  if (given) emit(10, given.hash, sortedDayAndMonth(date));
}

function tokenKeys(token: Token, { dates, outwards }: Parts, emit: Emit) {
  for (const [form, part] of [token.sound, token.head3].entries()) {
    for (const date of dates) {
      if (isFull(date)) emit(18, part, date, form);
      if (monthOf(date) > 0 && dayOf(date) > 0) emit(18, part, monthDayOf(date), 2 + form);
    }
    for (const outward of outwards) emit(18, part, outward, 4 + form);
  }
}

function sortedDayAndMonth(date: number): number {
  const [day, month] = [dayOf(date), monthOf(date)];
  return yearOf(date) * 10000 + Math.min(day, month) * 100 + Math.max(day, month);
}
