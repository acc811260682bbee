import { describe, expect, it } from '@jest/globals';
import { aPerson, type TruePerson } from '../people/person.js';
import { Random } from '../random.js';
import { Errors, ERROR_SHARES, type ErrorName, type ErrorShares } from './errors.js';
import { writtenBirth } from './written-dates.js';
import { writtenNames } from './written-names.js';
import { writtenNumbers } from './written-numbers.js';

const now = Date.parse('2026-03-01T08:00:00Z');
const names = Object.keys(ERROR_SHARES) as ErrorName[];
/** Exactly these errors, always. */
const only = (...made: ErrorName[]): ErrorShares =>
  Object.fromEntries(names.map((name) => [name, made.includes(name) ? 1 : 0]));
const birth = {
  id: 'p-1-000001',
  seed: 1,
  nth: 1,
  asOf: now,
  juveniles: 0,
  passedOnPhone: undefined,
  community: undefined,
};
const person = (rest: Partial<TruePerson> = {}): TruePerson => ({
  ...aPerson(birth, new Random('one')),
  middle: '',
  ...rest,
});
const family = (value: string) => ({ families: [{ since: Number.MIN_SAFE_INTEGER, value }] });
/** All ways in which fifty clerks write it. */
const ways = <T>(write: (random: Random) => T): T[] =>
  Array.from({ length: 50 }, (_, nth) => write(new Random('clerk', nth)));

const birthsOf = (birthDate: string, ...errors: ErrorName[]) =>
  ways((random) => writtenBirth(birthDate, now, new Errors(only(...errors), random), random));
const namesOf = (of: TruePerson, ...errors: ErrorName[]) =>
  new Set(
    ways((random) =>
      writtenNames(of, now, { recordsAliases: true }, new Errors(only(...errors), random), random)
        .map(({ given, family, suffix }) => [given, family, suffix].filter(Boolean).join(' '))
        .join(' / '),
    ),
  );

describe('a birth date as it is written', () => {
  it('is right without an error, swapped, partial or padded with one', () => {
    expect(birthsOf('1987-03-12')[0]).toEqual({ birthDates: ['1987-03-12'] });
    expect(birthsOf('1987-03-12', 'dayMonthSwapped')[0]).toEqual({ birthDates: ['1987-12-03'] });
    expect(birthsOf('1987-03-12', 'paddedDate')[0]).toEqual({ birthDates: ['1987-01-01'] });
    const partial = birthsOf('1987-03-12', 'partialDate').map(({ birthDates }) => birthDates?.[0]);
    expect(new Set(partial)).toEqual(new Set(['1987-03-XX', '1987-XX-XX']));
  });

  it('is never swapped where no month has that number', () => {
    expect(birthsOf('1987-03-13', 'dayMonthSwapped')[0]).toEqual({ birthDates: ['1987-03-13'] });
  });

  it.each(['1987-03-12', '2004-10-28', '1960-12-01', '1971-09-20'])(
    'of %s with a digit off is another date of the calendar',
    (date) => {
      for (const { birthDates } of birthsOf(date, 'digitOff')) {
        const [written = ''] = birthDates ?? [];
        expect(written).not.toBe(date);
        expect(new Date(written).toISOString().slice(0, 10)).toBe(written);
      }
    },
  );

  it('gives way to an age that is right or a year or two off', () => {
    const ages = birthsOf('1987-03-12', 'birthDateMissing', 'statedAge').map(
      ({ statedAge }) => statedAge?.years ?? 0,
    );
    expect(new Set(ages).has(38)).toBe(true);
    expect(ages.every((age) => age >= 37 && age <= 40)).toBe(true);
    expect(birthsOf('1987-03-12', 'birthDateMissing')[0]).toEqual({});
  });
});

describe('a name as it is written', () => {
  it('loses part of a double family name, or writes it together or with a hyphen', () => {
    const of = person({ given: 'rosa', ...family('garcia lopez') });
    expect(namesOf(of)).toEqual(new Set(['Rosa Garcia Lopez']));
    expect(namesOf(of, 'familyPart')).toEqual(new Set(['Rosa Garcia', 'Rosa Lopez']));
    expect(namesOf(of, 'spelling')).toEqual(new Set(['Rosa Garcialopez', 'Rosa Garcia-Lopez']));
  });

  it('comes from another script in several spellings', () => {
    const of = person({ given: 'mohammed', ...family('al-masri') });
    const found = [...namesOf(of, 'spelling')];
    expect(found.length).toBeGreaterThan(4);
    for (const name of found) expect(name).toMatch(/^M[ou]hamm?[ae]d (Al|El)[- ]?[Mm]asr[iy]$/);
  });

  it('stands the other way round where people say the family name first', () => {
    const of = person({ given: 'min-jun', community: 'east_asian', ...family('kim') });
    expect(namesOf(of, 'familyFirst')).toEqual(new Set(['Kim Min-Jun']));
    const other = person({ given: 'rosa', community: 'hispanic', ...family('kim') });
    expect(namesOf(other, 'familyFirst')).toEqual(new Set(['Rosa Kim']));
  });

  it('has a nickname that people of that name have, and a suffix unless it is forgotten', () => {
    const of = person({ given: 'robert', suffix: 'Jr', ...family('smith') });
    expect(namesOf(of, 'nickname')).toEqual(new Set(['Bob Smith Jr', 'Rob Smith Jr']));
    expect(namesOf(of, 'suffixMissing')).toEqual(new Set(['Robert Smith']));
  });

  it('is the former one in some records after a marriage', () => {
    const families = [
      { since: Number.MIN_SAFE_INTEGER, value: 'reyes' },
      { since: now - 1, value: 'stone' },
    ];
    expect(namesOf(person({ given: 'ana', families }))).toEqual(
      new Set(['Ana Stone', 'Ana Stone / Ana Reyes']),
    );
  });
});

describe('a number as it is written', () => {
  it('is right, or wrong in one digit', () => {
    const of = person();
    const written = (...errors: ErrorName[]) =>
      ways((random) =>
        writtenNumbers(of, { ssn: 1 }, new Errors(only(...errors), random), random),
      ).map(([number]) => number?.value ?? '');
    expect(new Set(written())).toEqual(new Set([of.ssn]));
    for (const wrong of written('numberDigitOff'))
      expect([...wrong].filter((digit, place) => digit !== of.ssn[place]).length).toBe(1);
  });
});
