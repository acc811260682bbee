import { describe, expect, it } from '@jest/globals';
import { aBook } from '../../../test/memory.builder.js';
import { aSubject, type Said } from '../../../test/subject.builder.js';
import { Keys, limitOf } from './keys.js';
import type { Declared } from './model.js';

const NONE: Declared = { attributes: [], keys: [] };

function keysOf(declared: Declared, hasWeak: boolean, ...all: (Said & { key?: string })[]) {
  const book = aBook(...all.map(({ key, ...said }, no) => aSubject(key ?? `a/b/${no}`, said)));
  const keys = new Keys(book, declared, hasWeak);
  return all.map((_, no) => new Set(keys.of(no)));
}

function meet(left: Said, right: Said, declared = NONE, hasWeak = false): boolean {
  const [one, other] = keysOf(declared, hasWeak, left, right);
  return [...one!].some((key) => other!.has(key));
}

const undated = (given: string, family: string, said: Said = {}): Said => ({
  given,
  family,
  born: '',
  ...said,
});
const LOU = { given: 'Lou', family: 'Okafor', born: '1955-05-05' };
const four = (value: string) => ({ identifiers: [{ kind: 'ssn4', value }] });
const numbered = (value: string, key: string) => ({
  key,
  identifiers: [{ kind: 'department-person', value }],
});
const at = (postcode: string) => ({ addresses: [{ line1: '', postcode, kind: 'home' as const }] });
const inTrade = (value: string) => ({ attributes: [{ kind: 'occupation', value }] });

describe('two descriptions are compared', () => {
  it.each<[string, Said, Said, Said]>([
    [
      '1: the number of one department’s person',
      numbered('X7731', 'police/jail/1'),
      { ...LOU, ...numbered('X7731', 'police/jail/2') },
      { ...LOU, ...numbered('X7732', 'police/jail/2') },
    ],
    [
      '2: a trusted number',
      { ssn: '219-09-1234' },
      { ...LOU, ssn: '219-09-1234' },
      { ...LOU, ssn: '219-09-4321' },
    ],
    [
      '4: a formal given name and the birth date',
      { given: 'Bob' },
      { given: 'Robert', family: 'Okafor' },
      { given: 'Robert', family: 'Okafor', born: '1955-05-05' },
    ],
    [
      '5: a formal given name and the family name',
      undated('Bob', 'Reyes'),
      undated('Robert', 'Reyes'),
      undated('Robert', 'Okafor'),
    ],
    [
      '8: two letters, three letters and the year',
      { given: 'Anita', family: 'Reyes' },
      { given: 'Andrew', family: 'Reynolds', born: '1987-11-30' },
      { given: 'Andrew', family: 'Reynolds', born: '1988-11-30' },
    ],
    [
      '9: the family name and the day of the year',
      {},
      { given: 'Lou', born: '1955-03-12' },
      { given: 'Lou', born: '1955-03-13' },
    ],
    [
      '10: the given name and the date with day and month swapped',
      {},
      { family: 'Okafor', born: '1987-12-03' },
      { family: 'Okafor', born: '1987-12-04' },
    ],
    [
      '11: four digits and the birth date',
      four('1234'),
      { ...LOU, born: '1987-03-12', ...four('1234') },
      { ...LOU, ...four('1234') },
    ],
    [
      '12: four digits and a word of the name',
      undated('Ana', 'Reyes', four('1234')),
      undated('Lou', 'Reyes', four('1234')),
      undated('Lou', 'Okafor', four('1234')),
    ],
    [
      '14: a phone',
      { phone: '562-437-1212' },
      { ...LOU, phone: '562-437-1212' },
      { ...LOU, phone: '562-437-1213' },
    ],
    [
      '15: the building and the family name',
      undated('Ana', 'Reyes', { home: '12 Elm Avenue' }),
      undated('Lou', 'Reyes', { home: '12 Elm Ave' }),
      undated('Lou', 'Reyes', { home: '14 Elm Ave' }),
    ],
    [
      '15: a post box, as if it were a building',
      undated('Ana', 'Reyes', { home: 'P.O. Box 417' }),
      undated('Lou', 'Reyes', { home: 'PO Box 417' }),
      undated('Lou', 'Reyes', { home: 'PO Box 418' }),
    ],
    [
      '15: the building and the birth date',
      { home: '12 Elm Avenue' },
      { ...LOU, born: '1987-03-12', home: '12 Elm Avenue' },
      { ...LOU, home: '12 Elm Avenue' },
    ],
    [
      '16: the family name, the postcode and an initial',
      undated('Ana', 'Reyes', at('90802')),
      undated('Arturo', 'Reyes', at('90802')),
      undated('Lou', 'Reyes', at('90802')),
    ],
    [
      '17: an e-mail address',
      { emails: ['ana@example.org'] },
      { ...LOU, emails: ['ANA@example.org'] },
      { ...LOU, emails: ['lou@example.org'] },
    ],
    [
      '18: a word of the name, wherever it stands, and the birth date',
      {},
      { given: 'Reyes', family: 'Ana' },
      { given: 'Reyes', family: 'Ana', born: '1955-05-05' },
    ],
    [
      '18: one word and the birth date',
      {},
      { given: '', family: 'Reyes' },
      { given: '', family: 'Reyes', born: '1955-05-05' },
    ],
    [
      '18: a word of the name and the first half of the postcode',
      undated('Ana', 'Reyes', at('SO50 6AB')),
      undated('Reyes', 'Okafor', at('SO50 9ZZ')),
      undated('Reyes', 'Okafor', at('SO51 9ZZ')),
    ],
    [
      '7, 19: names that sound alike',
      undated('Anna', 'Reyes'),
      undated('Ana', 'Reyez'),
      undated('Ana', 'Smith'),
    ],
    [
      '19: three letters of each name',
      undated('Margarita', 'Montgomery'),
      undated('Martin', 'Montague'),
      undated('Martin', 'Okafor'),
    ],
    [
      '19: the family name and the year of an unfinished date',
      {},
      { given: 'Lou', born: '1987-XX-XX' },
      { given: 'Lou', born: '1988-XX-XX' },
    ],
  ])('by rule %s', (_, left, right, other) => {
    expect(meet(left, right)).toBe(true);
    expect(meet(left, other)).toBe(false);
  });

  it('by rules 20 and 22, a fine postcode or a word alone, only once it is known which are rare', () => {
    const here = undated('Ana', 'Reyes', at('SO50 6AB'));
    const sameHome = undated('Lou', 'Okafor', at('SO50 6AB'));
    const sameWord = undated('Lou', 'Ana');
    expect([meet(here, sameHome), meet(here, sameWord)]).toEqual([false, false]);
    expect([meet(here, sameHome, NONE, true), meet(here, sameWord, NONE, true)]).toEqual([
      true,
      true,
    ]);
    const town = (given: string, family: string) => undated(given, family, at('90802'));
    expect(meet(town('Ana', 'Reyes'), town('Lou', 'Okafor'), NONE, true)).toBe(false);
  });

  it.each<[string, readonly [string, string], Said, Said, Said]>([
    [
      'a word and an attribute',
      ['token', 'occupation'],
      undated('Ana', 'Reyes', inTrade('painter')),
      undated('Reyes', 'Okafor', inTrade('painter')),
      undated('Reyes', 'Okafor', inTrade('priest')),
    ],
    [
      'the year of birth and an attribute',
      ['birthYear', 'occupation'],
      inTrade('painter'),
      { ...LOU, born: '1987-06-01', ...inTrade('painter') },
      { ...LOU, born: '1988-06-01', ...inTrade('painter') },
    ],
    [
      'the day of the year and an attribute',
      ['monthDay', 'occupation'],
      inTrade('painter'),
      { ...LOU, born: '1955-03-12', ...inTrade('painter') },
      { ...LOU, born: '1955-XX-12', ...inTrade('painter') },
    ],
  ])('by a key that the model declares of %s', (_, key, left, right, other) => {
    const declared = { attributes: ['occupation'], keys: [key] };
    expect(meet(left, right, declared)).toBe(true);
    expect(meet(left, right)).toBe(false);
    expect(meet(left, other, declared)).toBe(false);
  });

  it('never by nicknames of nicknames', () => {
    // Chris may be Christina, Tina may be Christina too; Nancy may be Ann, and Ann may be Christina.
    expect(meet(undated('Chris', 'Reyes'), undated('Christina', 'Reyes'))).toBe(true);
    expect(meet(undated('Chris', 'Reyes'), undated('Nancy', 'Reyes'))).toBe(false);
  });

  it('never by what is not there: a record without values makes no key', () => {
    expect(keysOf(NONE, true, undated('', ''))).toEqual([new Set()]);
  });

  it('by keys of a single value while at most 25 have them, by others while at most 200 do', () => {
    const [none, weak] = [false, true].map(
      (hasWeak) => keysOf(NONE, hasWeak, undated('Ana', ''))[0]!,
    );
    expect([...weak!].filter((key) => !none!.has(key)).map(limitOf)).toEqual([25]);
    const [strong] = keysOf(NONE, false, { phone: '562-437-1212' });
    expect(new Set([...strong!].map(limitOf))).toEqual(new Set([200]));
  });
});
