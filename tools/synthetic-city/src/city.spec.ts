import { pushedSchema, recordKinds } from '@continuum/contracts';
import { describe, expect, it } from '@jest/globals';
import { Ajv } from 'ajv';
import { arrivalsOf, citizens } from './city.js';
import { FAMILY } from './names/family-names.js';
import { GIVEN } from './names/given-names.js';

const asOf = new Date('2026-03-01T08:00:00Z');
const keys = (all: ReturnType<typeof arrivalsOf>) =>
  new Set(all.map(({ feed, record }) => `${feed}/${record.recordId}`));

describe('the synthetic city', () => {
  it('never changes earlier people when there are more', () => {
    const few = [...citizens({ people: 50, seed: 7, asOf })];
    const more = [...citizens({ people: 80, seed: 7, asOf })].slice(0, 50);
    expect(more).toEqual(few);
  });

  it('ends at so many records, and more records never change the earlier ones', () => {
    const few = [...citizens({ records: 300, seed: 7, asOf })].flatMap(({ arrivals }) => arrivals);
    const more = [...citizens({ records: 500, seed: 7, asOf })].flatMap(({ arrivals }) => arrivals);
    expect(keys(few).size).toBe(300);
    expect(keys(more).size).toBe(500);
    expect(more.slice(0, few.length - 2)).toEqual(few.slice(0, -2));
  });

  it('makes people one by one, so that a city of any size can be begun', () => {
    const city = citizens({ people: 1e15, seed: 7, asOf });
    expect(city.next().value).toMatchObject({ person: { id: 'p-7-000000' } });
    city.return(undefined);
  });

  it('brings one to five in a hundred people to eleven contacts in five years', () => {
    const people = [...citizens({ people: 4000, seed: 3, asOf })];
    const often = people.filter(({ arrivals }) => {
      const contacts = arrivals.filter(({ record }) =>
        ['citation', 'booking'].includes(record.kind),
      );
      return new Set(contacts.map(({ record }) => String(record.body['incidentNo']))).size >= 11;
    });
    expect(often.length / people.length).toBeGreaterThan(0.01);
    expect(often.length / people.length).toBeLessThan(0.05);
  });

  it('has people of one record and people of hundreds, four to six on average', () => {
    const counts = [...citizens({ people: 12_000, seed: 3, asOf })]
      .map(({ arrivals }) => keys([...arrivals]).size)
      .filter((count) => count > 0);
    const mean = counts.reduce((sum, count) => sum + count, 0) / counts.length;
    expect(mean).toBeGreaterThan(4);
    expect(mean).toBeLessThan(6);
    expect(counts.filter((count) => count === 1).length / counts.length).toBeGreaterThan(0.15);
    expect(Math.max(...counts)).toBeGreaterThan(200);
  });

  it('dates nothing after the day it is made for', () => {
    expect(
      Math.max(...arrivalsOf({ people: 200, seed: 7, asOf }).map(({ at }) => at)),
    ).toBeLessThanOrEqual(+asOf);
  });

  it('writes only what the contract of each kind allows', () => {
    const ajv = new Ajv({ strict: true, strictTypes: false, formats: { date: true } });
    const checks = new Map(
      [...recordKinds].map(([name, kind]) => [
        name,
        ajv.compile(JSON.parse(JSON.stringify(pushedSchema(kind))) as object),
      ]),
    );
    const wrong = arrivalsOf({ people: 400, seed: 5, asOf, juveniles: 0.1 }).filter(
      ({ record }) => !checks.get(record.kind)?.(record),
    );
    expect(wrong).toEqual([]);
  });

  it('has no minors unless it is told to, and then only where children are met', () => {
    const birthYears = (juveniles: number) =>
      [...citizens({ people: 500, seed: 9, asOf, juveniles })].filter(
        ({ person }) => Number(person.birthDate.slice(0, 4)) > 2008,
      );
    expect(birthYears(0)).toEqual([]);
    const minors = birthYears(0.1);
    expect(minors.length).toBeGreaterThan(30);
    const feeds = new Set(minors.flatMap(({ arrivals }) => arrivals.map(({ feed }) => feed)));
    expect([...feeds].filter((feed) => /police|prosecutor|permits|outreach/.test(feed))).toEqual(
      [],
    );
  });
});

describe('names of the city', () => {
  it('are more than 3,000 family names and 800 given names', () => {
    expect(new Set(Object.values(FAMILY).flat()).size).toBeGreaterThan(3_000);
    const given = Object.values(GIVEN).flatMap(({ male, female }) => [...male, ...female]);
    expect(new Set(given).size).toBeGreaterThan(800);
  });

  it('are as unevenly shared as names are', () => {
    const families = [...citizens({ people: 5_000, seed: 2, asOf })].map(
      ({ person }) => person.families[0]?.value ?? '',
    );
    const counts = [...Map.groupBy(families, (name) => name).values()]
      .map(({ length }) => length)
      .sort((a, b) => b - a);
    expect((counts[0] ?? 0) / families.length).toBeGreaterThan(0.008);
    expect(counts.filter((count) => count === 1).length).toBeGreaterThan(1_000);
  });
});

describe('numbers of the city', () => {
  it('are never the same for two people, and of an area that is not issued', () => {
    const people = [...citizens({ people: 5_000, seed: 2, asOf })].map(({ person }) => person);
    for (const number of ['ssn', 'driverLicence', 'stateId', 'medicaid', 'hmis'] as const)
      expect(new Set(people.map((person) => person[number])).size).toBe(people.length);
    for (const { ssn } of people) expect(ssn).toMatch(/^8\d\d-(?!00)\d\d-(?!0000)\d{4}$/);
  });
});
