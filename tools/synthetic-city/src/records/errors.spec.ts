import { describe, expect, it } from '@jest/globals';
import { citizens } from '../city.js';
import { NICKNAMES } from '../names/nicknames.js';
import { ERROR_SHARES, type ErrorName } from './errors.js';

const asOf = new Date('2026-03-01T08:00:00Z');
const people = [...citizens({ people: 8_000, seed: 11, asOf })];
const records = people.flatMap(({ person, arrivals }) =>
  arrivals
    .filter(({ record }) => record.version === 1 && !record.subject?.unidentified)
    .map((arrival) => ({ person, ...arrival })),
);
type Kept = (typeof records)[number];

const share = (error: ErrorName, isPossible: (record: Kept) => boolean) => {
  const possible = records.filter(isPossible);
  return possible.filter(({ truth }) => truth.errors.includes(error)).length / possible.length;
};
const inClinics = ({ feed }: Kept) => /^(health|sud|mental)/.test(feed);

describe('errors of departments', () => {
  it.each<[ErrorName, string, (record: Kept) => boolean]>([
    ['typo', 'clinics', inClinics],
    ['nickname', 'clinics, where there is one', (kept) => inClinics(kept) && hasNickname(kept)],
    ['swappedNames', 'all feeds', () => true],
    ['birthDateMissing', 'police', ({ feed }) => feed.startsWith('police')],
    ['digitOff', 'police, prosecutor and clinics', ({ feed }) => !feed.startsWith('outreach')],
    ['alias', 'police', ({ feed }) => feed.startsWith('police')],
    ['sexMissing', 'all feeds', () => true],
    ['sharedAddress', 'homeless people', ({ person }) => person.isHomeless],
    ['phonePassedOn', 'clinics', inClinics],
  ])('%s is as frequent in %s as it is set to be', (error, _, isPossible) => {
    const found = share(error, isPossible);
    expect(found).toBeGreaterThan(ERROR_SHARES[error] * 0.75);
    expect(found).toBeLessThan(ERROR_SHARES[error] * 1.25);
  });

  it('meet somebody unknown in one of a hundred calls and encounters', () => {
    const calls = people
      .flatMap(({ arrivals }) => arrivals)
      .filter(({ feed }) => ['fire/epcr', 'health/ehr'].includes(feed));
    const unknown = calls.filter(({ truth }) => truth.errors.includes('unidentified'));
    expect(unknown.length / calls.length).toBeGreaterThan(0.006);
    expect(unknown.length / calls.length).toBeLessThan(0.014);
  });

  it('are told by the truth: without any, name and birth date are those of the person', () => {
    const clean = records.filter(({ truth }) => truth.errors.length === 0);
    expect(clean.length).toBeGreaterThan(records.length / 3);
    for (const { person, record } of clean) {
      expect(record.subject?.birthDates).toEqual([person.birthDate]);
      expect(record.subject?.names?.[0]?.given?.toLowerCase()).toBe(person.given);
    }
  });

  it('pad unknown days to the first of January in one source alone', () => {
    const padded = records.filter(({ truth }) => truth.errors.includes('paddedDate'));
    expect(padded.length).toBeGreaterThan(100);
    expect(new Set(padded.map(({ feed }) => feed))).toEqual(new Set(['outreach/field']));
  });

  it('repeat themselves: clerks take over what stands in the last record', () => {
    const often = people.filter(({ arrivals }) => arrivals.length > 30);
    const copies = often.flatMap(({ arrivals }) => arrivals.filter(isOfJail));
    const different = often.flatMap(({ arrivals }) => [
      ...new Set(arrivals.filter(isOfJail).map(({ record }) => JSON.stringify(record.subject))),
    ]);
    expect(different.length / copies.length).toBeLessThan(0.6);
  });
});

const isOfJail = ({ feed }: { feed: string }) => feed === 'police/jail';
const hasNickname = ({ person }: Kept) => NICKNAMES[person.given] !== undefined;
