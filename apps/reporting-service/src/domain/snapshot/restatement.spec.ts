import { describe, expect, it } from '@jest/globals';
import type { RestatementCause } from '@continuum/contracts';
import { figures } from '../../../test/monthly-figures.builder.js';
import { aChange, aSnapshotContent, NOW, THEN } from '../../../test/snapshot.builder.js';
import type { MonthlyMeasure } from '../measure.js';
import type { CountedFigures } from './published-table.js';
import { isSameFigures, restate, type Recounted } from './restatement.js';
import type { ShareChange } from './share-change.js';

const police = (values: Partial<Record<MonthlyMeasure, number>>, at: string): CountedFigures => ({
  departments: [figures('police', values)],
  total: figures('total', values),
  knowledgeAt: at,
});
const published = police({ records: 60, persons: 40, highUtilizers: 20 }, THEN);
const earlier = aSnapshotContent(published);

const now = (
  of: CountedFigures,
  changes: readonly ShareChange[],
  causes: Readonly<Record<string, RestatementCause>> = {},
  given: Partial<Recounted> = {},
): Recounted => ({
  ...of,
  definitionVersion: 1,
  definitions: [],
  feeds: [],
  isProvisional: false,
  then: published,
  changesSince: new Map([[THEN, changes]]),
  causes: new Map(Object.entries(causes)),
  ...given,
});
const people = (count: number, was: object, is: object) =>
  Array.from({ length: count }, (_, nth) => aChange(`p${nth}`, was, is));
const causing = (count: number, cause: RestatementCause) =>
  Object.fromEntries(Array.from({ length: count }, (_, nth) => [`p${nth}`, cause]));
const oneUtilizer = { records: 1, isUtilizer: true };

describe('a published month that is counted again', () => {
  it('is the same where every count and the people behind it are', () => {
    const same = police({ records: 60, persons: 40, highUtilizers: 20 }, NOW);
    expect(isSameFigures(published, same)).toBe(true);
    expect(isSameFigures(published, police({ records: 60, persons: 41 }, NOW))).toBe(false);
  });

  it('is restated after a split, which one person is too few to tell', () => {
    const split = [
      aChange('ana', { ...oneUtilizer, records: 2 }, { records: 1 }),
      aChange('ava', {}, { records: 1 }),
    ];
    const figuresNow = police({ records: 60, persons: 41, highUtilizers: 19 }, NOW);
    const { cause, content } = restate(
      earlier,
      now(figuresNow, split, { ana: 'link', ava: 'link' }),
    );
    expect(cause).toBe('link');
    expect(content.figures.total.counts.highUtilizers.value).toBe(19);
    expect(content.rows[0]?.cells.highUtilizers).toMatchObject({ value: 20, isKept: true });
    expect(content.rows[0]?.cells.records).toMatchObject({ value: 60, isKept: false });
    expect(content.people).toEqual([
      ...['persons', 'highUtilizers'].map((column) => ({
        ...{ column, cause: 'link' },
        in: column === 'persons' ? { value: null, state: 'hidden' } : { value: 0, state: 'shown' },
        out: column === 'persons' ? { value: 0, state: 'shown' } : { value: null, state: 'hidden' },
      })),
    ]);
  });

  it('tells how many came in and why, where they are many', () => {
    const late = people(21, {}, { records: 1 });
    const figuresNow = police({ records: 81, persons: 61, highUtilizers: 20 }, NOW);
    const { cause, content } = restate(earlier, now(figuresNow, late, causing(21, 'late')));
    expect(cause).toBe('late');
    expect(content.rows[1]?.cells.persons).toMatchObject({ value: 60, isKept: false });
    expect(content.people).toEqual([
      {
        ...{ column: 'persons', cause: 'late' },
        in: { value: 20, state: 'shown' },
        out: { value: 0, state: 'shown' },
      },
    ]);
  });

  it('names the gravest of several causes, and hides the few beside the many', () => {
    const changes = [...people(30, {}, { records: 1 }), aChange('ana', { records: 1 }, {})];
    const causes = { ...causing(30, 'late'), ana: 'correction' as const };
    const figuresNow = police({ records: 89, persons: 69, highUtilizers: 20 }, NOW);
    const { cause, content } = restate(earlier, now(figuresNow, changes, causes));
    expect(cause).toBe('correction');
    expect(content.people.map(({ in: came, out: left }) => [came.state, left.state])).toEqual([
      ['shown', 'hidden'],
      ['hidden', 'shown'],
    ]);
  });

  it('is of relief where the rows that are left do not give the old figures any more', () => {
    const left = police({ records: 45, persons: 25 }, THEN);
    const { cause, content } = restate(
      earlier,
      now({ ...left, knowledgeAt: NOW }, [], {}, { then: left }),
    );
    expect(cause).toBe('relief');
    expect(content.rows[0]?.cells.persons).toMatchObject({ value: 25, isKept: false });
    expect(content.people[0]).toMatchObject({ cause: 'relief', out: { value: 15 } });
  });

  it('is of another definition where that has changed', () => {
    const figuresNow = police({ records: 60, persons: 55, highUtilizers: 20 }, NOW);
    const given = { definitionVersion: 2, then: figuresNow };
    const { cause, content } = restate(earlier, now(figuresNow, [], {}, given));
    expect(cause).toBe('definition');
    expect(content.definitionVersion).toBe(2);
    expect(content.people[0]).toMatchObject({ cause: 'definition', in: { value: 15 } });
  });

  it.each([
    ['late', {}, { records: 20 }],
    ['correction', { records: 20 }, {}],
  ] as const)('is %s where only records about nobody tell it', (expected, was, is) => {
    const change = { ...aChange('', was, is), giver: 'unlinked' as const };
    const figuresNow = police({ records: 75, persons: 40, highUtilizers: 20 }, NOW);
    expect(restate(earlier, now(figuresNow, [change])).cause).toBe(expected);
  });
});
