import { describe, expect, it } from '@jest/globals';
import { Random } from '../random.js';
import { aKinship, asKin, type Kinship } from './household.js';
import { aPerson, at, type TruePerson } from './person.js';

const asOf = Date.parse('2026-03-01T08:00:00Z');
const person = (nth: number, juveniles = 0) =>
  aPerson(
    {
      id: `p-1-${nth}`,
      seed: 1,
      nth,
      asOf,
      juveniles,
      passedOnPhone: undefined,
      community: undefined,
    },
    new Random('household', nth),
  );
/** Three hundred pairs of people of the city, kin where age and sex allow it. */
const kin = (kind: Kinship, juveniles = 0) =>
  Array.from({ length: 300 }, (_, nth) => {
    const [of, own] = [person(2 * nth, juveniles), person(2 * nth + 1, juveniles)];
    return { of, own, is: asKin(kind, { of, own, asOf }, new Random('kin', nth)) };
  }).filter(({ own, is }) => own !== is);
const yearOf = ({ birthDate }: TruePerson) => Number(birthDate.slice(0, 4));

describe('kin of the city', () => {
  it('are twins of one family name, birth date and home, never of one given name', () => {
    const twins = kin('twin');
    expect(twins.length).toBeGreaterThan(250);
    for (const { of, is } of twins) {
      expect([is.families[0], is.birthDate, is.homes]).toEqual([
        of.families[0],
        of.birthDate,
        of.homes,
      ]);
      expect(is.given).not.toBe(of.given);
      expect(is.ssn).not.toBe(of.ssn);
    }
  });

  it.each([
    ['junior', 'Jr', 1],
    ['senior', 'Sr', -1],
  ] as const)('are a %s of the same name, a generation apart', (kind, suffix, direction) => {
    const namesakes = kin(kind);
    expect(namesakes.length).toBeGreaterThan(50);
    for (const { of, is } of namesakes) {
      expect([is.given, is.families[0], is.sex]).toEqual([of.given, of.families[0], of.sex]);
      expect(is.suffix).toBe(suffix);
      expect((yearOf(is) - yearOf(of)) * direction).toBeGreaterThanOrEqual(20);
      expect(2026 - yearOf(is)).toBeGreaterThanOrEqual(19);
    }
  });

  it('leave a minor a minor, and an adult an adult', () => {
    for (const kind of ['twin', 'junior', 'senior'] as const)
      for (const { is } of kin(kind, 0.5)) expect(2026 - yearOf(is) < 18).toBe(is.isMinor);
  });

  it('live at one address as siblings and partners, and often have one telephone', () => {
    for (const kind of ['sibling', 'partner'] as const) {
      const pairs = kin(kind);
      expect(pairs.every(({ of, is }) => is.homes === of.homes)).toBe(true);
      const shared = pairs.filter(({ of, is }) => is.phones === of.phones).length / pairs.length;
      expect(shared).toBeGreaterThan(0.3);
      expect(shared).toBeLessThan(0.5);
    }
  });

  it('are about eight in a hundred people', () => {
    const random = new Random('kinship');
    const kinships = Array.from({ length: 20_000 }, () => aKinship(random));
    const share = kinships.filter((kind) => kind !== undefined).length / kinships.length;
    expect(share).toBeCloseTo(0.082, 2);
  });
});

describe('a person who marries or moves', () => {
  it('bears the former name before, and the other one after', () => {
    const married = Array.from({ length: 200 }, (_, nth) => person(nth)).find(
      ({ families }) => families.length > 1,
    );
    const [born, changed] = married?.families ?? [];
    expect(at(married?.families ?? [], (changed?.since ?? 0) - 1)).toBe(born?.value);
    expect(at(married?.families ?? [], changed?.since ?? 0)).toBe(changed?.value);
  });
});
