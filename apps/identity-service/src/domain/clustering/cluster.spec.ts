import { describe, expect, it } from '@jest/globals';
import { aComponent, aPattern, type Pair } from '../../../test/component.builder.js';
import {
  DateLevel,
  DepartmentLevel,
  FamilyLevel,
  GivenLevel,
  gridLevel,
  IdentifierLevel,
} from '../matching/levels.js';
import { STARTING_MODEL } from '../matching/starting-model.js';
import { cluster } from './cluster.js';
import type { Statements } from './component.js';

function clustered(
  names: string,
  pairs: Record<string, Pair>,
  statements: Partial<Statements> = {},
) {
  const { component, weigh } = aComponent(names, pairs, statements);
  const { clusters, ...rest } = cluster(component, STARTING_MODEL, weigh);
  const named = (places: Iterable<number>) =>
    [...places]
      .map((place) => names[place])
      .sort()
      .join('');
  return {
    ...rest,
    persons: clusters.map(({ members }) => named(members)).sort(),
    cores: clusters.map(({ core }) => named(core)).sort(),
  };
}

const strong = { weight: 9_000 };
const agreeing = aPattern({
  name: gridLevel(GivenLevel.nickname, FamilyLevel.different),
  birthDate: DateLevel.exact,
});
const identified = aPattern({ identifiers: IdentifierLevel.oneEqual });
const numbered = aPattern({ departmentPerson: DepartmentLevel.equal });

describe('clustering a component', () => {
  it('unites what an edge joins', () => {
    expect(clustered('ab', { ab: strong }).persons).toEqual(['ab']);
  });

  it('refuses a chain whose ends contradict each other', () => {
    const { persons, refusals } = clustered('abc', { ab: strong, bc: { weight: 3_000 } });

    expect(persons).toEqual(['ab', 'c']);
    expect(refusals).toEqual([{ a: 1, b: 2, guard: 'mean' }]);
  });

  it('calls a member probable that holds by the loose threshold alone', () => {
    const { persons, cores } = clustered('abc', {
      ab: strong,
      bc: { weight: 3_000 },
      ac: { weight: -5_000 },
    });

    expect(persons).toEqual(['abc']);
    expect(cores).toEqual(['ab']);
  });

  it('keeps namesakes apart across whole clusters, and asks', () => {
    const twin = { weight: -5_000, pattern: aPattern({}, true) };
    const { persons, questions } = clustered('abc', { ab: strong, bc: strong, ac: twin });

    expect(persons).toEqual(['ab', 'c']);
    expect(questions).toMatchObject([{ kind: 'twins' }]);
  });

  it.each([
    [
      'as many agree on name and birth date as not',
      { bd: {}, cd: { pattern: agreeing } },
      ['abc', 'd'],
    ],
    [
      'most agree on name and birth date',
      { bd: { pattern: agreeing }, cd: { pattern: agreeing } },
      ['abcd'],
    ],
    ['a number is equal', { bd: {}, cd: { pattern: identified } }, ['abcd']],
    ['a number of the department is equal', { bd: {}, cd: { pattern: numbered } }, ['abcd']],
  ])('holds a namesake against a whole cluster, where %s', (_, { bd, cd }, expected) => {
    const { persons } = clustered('abcd', {
      ab: strong,
      bc: strong,
      ac: strong,
      ad: { weight: -5_000, pattern: aPattern({}, true) },
      bd: { ...strong, ...bd },
      cd: { ...strong, ...cd },
    });

    expect(persons).toEqual(expected);
  });

  it.each([
    ['nothing else agrees', {}, ['ab', 'c']],
    [
      'another identifier is equal',
      { bc: aPattern({ identifiers: IdentifierLevel.oneEqual }) },
      ['abc'],
    ],
  ])('with a contradicting identifier, where %s', (_, { bc = 0 }: { bc?: number }, expected) => {
    const contradicting = aPattern({ identifiers: IdentifierLevel.oneContradicts });
    const { persons } = clustered('abc', {
      ab: strong,
      bc: { weight: 8_000, pattern: bc },
      ac: { weight: 4_000, pattern: contradicting },
    });

    expect(persons).toEqual(expected);
  });

  it.each([
    ['two that agree in name and birth date', agreeing, ['abcd']],
    ['none that does', 0, ['abc', 'd']],
  ])('holds a contradicting identifier against %s', (_, pattern, expected) => {
    const { persons } = clustered('abcd', {
      ab: strong,
      bc: strong,
      ac: strong,
      ad: {
        weight: 3_000,
        pattern: aPattern({ identifiers: IdentifierLevel.oneContradicts }),
      },
      bd: { ...strong, pattern },
      cd: { ...strong, pattern },
    });

    expect(persons).toEqual(expected);
  });

  it('takes two families of one name and town for relatives, not for one person', () => {
    const within = ['ab', 'ac', 'bc', 'de', 'df', 'ef'].map((pair) => [pair, strong] as const);
    const apart = aPattern({
      name: gridLevel(GivenLevel.different, FamilyLevel.equal),
      birthDate: DateLevel.different,
    });
    const across = ['ad', 'ae', 'af', 'bd', 'be', 'bf', 'cd', 'ce', 'cf'].map(
      (pair) => [pair, { weight: 2_500, pattern: apart }] as const,
    );
    const { persons, refusals } = clustered('abcdef', Object.fromEntries([...within, ...across]));

    expect(persons).toEqual(['abc', 'def']);
    expect(refusals[0]?.guard).toBe('relatives');
  });

  it('is not swayed by the order of members and edges', () => {
    const pairs = {
      ab: strong,
      bc: { weight: 9_000 },
      ac: { weight: -1_000 },
      cd: { weight: 2_500 },
    };
    const other = {
      cd: { weight: 2_500 },
      ac: { weight: -1_000 },
      bc: { weight: 9_000 },
      ab: strong,
    };

    expect(clustered('dcba', other).persons).toEqual(clustered('abcd', pairs).persons);
  });
});

describe('what people said', () => {
  it('unites the same whatever the weights', () => {
    const same = [{ id: 'j', members: [0, 1] }];

    expect(clustered('ab', {}, { same })).toMatchObject({ persons: ['ab'], cores: ['ab'] });
  });

  it('keeps the different apart whatever the weights', () => {
    const different = [{ id: 'j', left: [0], right: [1] }];

    expect(clustered('ab', { ab: { weight: 25_000 } }, { different }).persons).toEqual(['a', 'b']);
  });

  it('applies none of a contradictory group, and asks', () => {
    const { persons, questions } = clustered(
      'abc',
      {},
      {
        same: [
          { id: 'j1', members: [0, 1] },
          { id: 'j2', members: [1, 2] },
        ],
        different: [{ id: 'j3', left: [0], right: [2] }],
      },
    );

    expect(persons).toEqual(['a', 'b', 'c']);
    expect(questions).toEqual([{ kind: 'judgement-conflict', a: 0, b: 2 }]);
  });
});
