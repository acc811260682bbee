import { describe, expect, it } from '@jest/globals';
import { aBook } from '../../../test/memory.builder.js';
import { aSubject } from '../../../test/subject.builder.js';
import { wholeNameOf } from '../matching/compare-names.js';
import { NAME } from '../matching/description-book.js';
import { WholeNames } from './whole-names.js';

/** Records of Ana Reyes, one for each birth date, among forty others. */
function shareOfStrangers(...birthDates: string[]): number {
  const others = Array.from({ length: 40 - birthDates.length }, (_, at) =>
    aSubject(`a/c/${at}`, { given: `Given${at}`, born: '1990-05-05' }),
  );
  const book = aBook(...birthDates.map((born, at) => aSubject(`a/b/${at}`, { born })), ...others);
  return new WholeNames(book).strangersShare(
    wholeNameOf(book.cells, book.tokens, book.from(0, NAME.section)),
  );
}

describe('strangers of one name', () => {
  it('are those whose birth dates differ in year and in day', () => {
    expect(shareOfStrangers('1950-01-02', '1961-03-04', '1972-05-06', '1983-07-08')).toBeCloseTo(
      (4 * (1 - 1 / 3.5)) / 40,
    );
  });

  it.each([
    ['a person alone', ['1950-01-02']],
    ['a person with many records', Array<string>(9).fill('1950-01-02')],
    ['slips in the year', ['1950-01-02', '1956-01-02', '1959-01-02', '1940-01-02']],
    ['slips in the day', ['1950-01-02', '1950-01-12', '1950-02-01', '1950-11-02']],
    ['one who is another among many', [...Array<string>(9).fill('1950-01-02'), '1961-03-04']],
  ])('are none for %s', (_, birthDates) => {
    expect(shareOfStrangers(...birthDates)).toBe(0);
  });

  it('make their whole name worth less than its parts', () => {
    expect(shareOfStrangers('1950-01-02', '1961-03-04', '1972-05-06')).toBeGreaterThan(
      shareOfStrangers('1950-01-02', '1950-01-02', '1972-05-06'),
    );
  });
});
