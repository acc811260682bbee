import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { aBook } from '../../../test/memory.builder.js';
import { aSubject, type Said } from '../../../test/subject.builder.js';
import { waterfall } from '../explanation/waterfall.js';
import { hashText } from './hash.js';
import { NameLevel } from './levels.js';
import type { Epoch } from './model.js';
import { NumberTable } from './number-table.js';
import { EMPTY_EPOCH, VALUE_KINDS, ValueKind } from './rarity.js';
import { levelIn, Scorer } from './score.js';
import { STARTING_MODEL } from './starting-model.js';

function compared(left: Said, right: Said, epoch: Epoch = EMPTY_EPOCH) {
  const book = aBook(aSubject('a/b/1', left), aSubject('a/b/2', right));
  return waterfall(book, 0, 1, STARTING_MODEL, epoch);
}

const agreement = (element: string, left: Said, right: Said) =>
  compared(left, right).parts.find((part) => part.element === element)?.agreement;

const ALL_EQUAL = 'given name equal, family name equal';

describe('comparing names', () => {
  it.each<[string, Said, Said, string]>([
    ['the same name', {}, {}, ALL_EQUAL],
    ['marks and case', { given: 'José' }, { given: 'JOSE' }, ALL_EQUAL],
    [
      'an initial of the middle name',
      mid('Maria'),
      mid('M'),
      'given, middle and family name equal',
    ],
    [
      'another middle name',
      mid('Maria'),
      mid('Luz'),
      'given and family name equal, middle name differs',
    ],
    [
      'given and family name swapped',
      { given: 'Reyes', family: 'Ana' },
      {},
      'given and family name swapped',
    ],
    ['a nickname', { given: 'Bob' }, { given: 'Robert' }, 'given name nickname, family name equal'],
    [
      'a slip of the pen',
      { given: 'Margarita' },
      { given: 'Margarit' },
      'given name very alike, family name equal',
    ],
    [
      'a double family name',
      { family: 'Reyes' },
      { family: 'Lopez Reyes' },
      'given name equal, family name shared word',
    ],
    [
      'two given names in one',
      { given: 'Mei-Ling' },
      { given: 'Meiling' },
      'given name very alike, family name equal',
    ],
    ['a particle', { family: 'de la Cruz' }, { family: 'De La Cruz' }, ALL_EQUAL],
    ['another family name', { family: 'Okafor' }, {}, 'given name equal, family name different'],
    ['another given name', { given: 'Lou' }, {}, 'given name different, family name equal'],
    ['one word, the family name', { given: '' }, {}, 'one word, equals family name'],
    [
      'nothing in common',
      { given: 'Lou', family: 'Park' },
      {},
      'given name different, family name different',
    ],
  ])('knows %s', (_, left, right, expected) => {
    expect(agreement('name', left, right)).toBe(expected);
  });

  it('never closes nicknames transitively: Chris is not Nancy because Ann may be both', () => {
    expect(agreement('name', { given: 'Chris' }, { given: 'Nancy' })).toBe(
      'given name different, family name equal',
    );
  });

  it('knows a name that is one of the aliases', () => {
    const names = [
      { use: 'official' as const, given: 'Lou', family: 'Park' },
      { use: 'alias' as const, given: 'Ana', family: 'Reyes' },
    ];
    expect(agreement('name', { names }, {})).toBe('equal under an alias');
  });
});

function mid(middle: string): Said {
  return { names: [{ use: 'official', given: 'Ana', middle, family: 'Reyes' }] };
}

describe('comparing birth dates', () => {
  it.each([
    ['1987-03-12', '1987-03-12', 'equal'],
    ['1987-01-01', '1987-01-01', 'equal on 1 January'],
    ['1987-03-12', '1987-12-03', 'day and month swapped'],
    ['1987-03-12', '1987-03-XX', 'same month'],
    ['1987-03-12', '1987-08-30', 'same year'],
    ['1987-03-12', '1986-03-12', 'one digit of the year off'],
    ['1987-03-12', '1987-03-13', 'one digit of day or month off'],
    ['1987-03-12', '1978-03-12', 'same day of the year'],
    ['1987-03-12', '1985-08-30', 'within five years'],
    ['1987-03-12', '1955-08-30', 'different'],
    ['1987-13-12', '1987-12-12', 'one digit of day or month off'],
    ['1987-03-12', 'XXXX-03-XX', undefined],
    ['1900-01-01', '1987-03-12', undefined],
  ])('%s and %s', (left, right, expected) => {
    expect(agreement('birthDate', { born: left }, { born: right })).toBe(expected);
  });

  it('takes a stated age for a year, give or take one', () => {
    const aged = { born: '', statedAge: { years: 38, on: '2026-03-02' } };
    expect(agreement('birthDate', aged, {})).toBe('same year');
  });
});

describe('comparing numbers and contacts', () => {
  it.each<[string, Said, Said, string, string | undefined]>([
    ['one equal number', { ssn: '219-09-1234' }, { ssn: '219091234' }, 'identifier', 'one equal'],
    [
      'two numbers',
      { ssn: '219-09-1234' },
      { ssn: '219-09-4321' },
      'identifier',
      'one contradicts',
    ],
    ['a specimen number', { ssn: '078-05-1120' }, { ssn: '078-05-1120' }, 'identifier', undefined],
    ['a building', { home: '12 Elm Avenue' }, { home: '12 elm ave' }, 'address', 'same building'],
    [
      'a unit',
      { home: '12 Elm Ave', unit: '4' },
      { home: '12 Elm Ave Apt 4' },
      'address',
      'same unit',
    ],
    ['no home', { home: 'Homeless' }, { home: 'Homeless' }, 'address', undefined],
    ['a phone', { phone: '+1 562 437 1212' }, { phone: '562-437-1212' }, 'phone', 'shared'],
    ['a phone of films', { phone: '562-555-0123' }, { phone: '562-555-0123' }, 'phone', undefined],
  ])('knows %s', (_, left, right, element, expected) => {
    expect(agreement(element, left, right)).toBe(expected);
  });
});

describe('namesakes of one home', () => {
  const home = { home: '12 Elm Avenue', unit: '4' };

  it.each<[string, Said, Said, boolean]>([
    ['twins', { ...home, given: 'Kim' }, { ...home, given: 'Robert' }, true],
    ['twins elsewhere', { given: 'Kim' }, { given: 'Robert' }, false],
    ['a nickname', { ...home, given: 'Bob' }, { ...home, given: 'Robert' }, false],
    [
      'twins whose number is one',
      { ...home, given: 'Kim', ssn: '219-09-1234' },
      { ...home, given: 'Robert', ssn: '219-09-1234' },
      false,
    ],
    ['father and son by age', { ...home, born: '1955-05-05' }, home, true],
    [
      'father and son by suffix',
      { ...home, ...suffixed('Jr') },
      { ...home, ...suffixed('Sr') },
      true,
    ],
    ['the same person', home, home, false],
    ['a letter off', { ...home, given: 'Marco' }, { ...home, given: 'Malco' }, false],
    ['a name in one', { ...home, given: 'Jun-Feng' }, { ...home, given: 'Junfeng' }, false],
  ])('%s', (_, left, right, areNamesakes) => {
    expect(compared(left, right).replacedBy !== undefined).toBe(areNamesakes);
  });
});

function suffixed(suffix: string): Said {
  return { names: [{ use: 'official', given: 'Ana', family: 'Reyes', suffix }] };
}

/** Reyes is rare, Bob is common. */
const rarities: Record<number, NumberTable> = {
  [ValueKind.family]: tableOf('reyes', 2_345),
  [ValueKind.given]: tableOf('bob', -777),
};

function tableOf(word: string, bits: number): NumberTable {
  const table = new NumberTable();
  table.set(hashText(word) >>> 0, bits);
  return table;
}

describe('the weight of a pair', () => {
  const someone = fc.record({
    given: fc.constantFrom('Ana', 'Bob', 'Robert', ''),
    family: fc.constantFrom('Reyes', 'Smith', ''),
    born: fc.constantFrom('1987-03-12', '1987-01-01', '1955-XX-XX', ''),
    home: fc.constantFrom('12 Elm Avenue', ''),
    phone: fc.constantFrom('562-437-1212', ''),
    ssn: fc.constantFrom('219-09-1234', '219-09-4321', ''),
  });
  const rare: Epoch = {
    ...EMPTY_EPOCH,
    id: 'epoch-test',
    rarity: Array.from({ length: VALUE_KINDS }, (_, kind) => ({
      table: rarities[kind] ?? new NumberTable(),
      unseen: 11,
    })),
  };

  it('is what its waterfall adds up to, and the same from both sides', () => {
    fc.assert(
      fc.property(someone, someone, fc.constantFrom(EMPTY_EPOCH, rare), (left, right, epoch) => {
        const { prior, parts, replacedBy, weight } = compared(left, right, epoch);
        const sum = parts.reduce((total, part) => total + part.weight + part.rarity, prior);
        expect(replacedBy ?? sum).toBe(weight);
        expect(Number.isInteger(weight)).toBe(true);
        expect(compared(right, left, epoch).weight).toBe(weight);
      }),
      { numRuns: 400, seed: 42 },
    );
  });

  it('keeps every level in its pattern', () => {
    const book = aBook(aSubject('a/b/1', { phone: '562-437-1212' }), aSubject('a/b/2'));
    const { pattern } = new Scorer(book, STARTING_MODEL, EMPTY_EPOCH).score(0, 1);

    expect(levelIn(pattern, 'name')).toBe(NameLevel.allEqual);
    expect(levelIn(pattern, 'birthDate')).toBe(2);
    expect(levelIn(pattern, 'phone')).toBe(0);
  });
});
