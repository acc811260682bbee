import { describe, expect, it } from '@jest/globals';
import { aPermit } from '../test/permit.builder.js';
import { abilityOf, allow, recordOf, rulesOf } from './permit-rules.js';
import { isWithinLabels, may, permittedColumns } from './permit.js';

const permit = aPermit();
const key = 'police/jail/B-1';

describe('a permit', () => {
  it.each([
    ['a permitted element of a permitted record', key, 'book.admittedAt', true],
    ['another element of that record', key, 'book.charges', false],
    ['the element of another record', 'police/jail/B-2', 'book.admittedAt', false],
    ['the same field of another dataset', key, 'ems.admittedAt', false],
    ['a part of a permitted element', key, 'book.admittedAt.year', false],
    ['a pattern over the dataset', key, 'book.*', false],
  ])('answers for %s', (_, recordKey, element, expected) => {
    expect(may(permit, recordKey, element)).toBe(expected);
  });

  it('names its columns one by one', () => {
    expect(permittedColumns(permit, key, 'book')).toEqual(['admittedAt', 'facility']);
    expect(permittedColumns(permit, key, 'ems')).toEqual([]);
    expect(permittedColumns(permit, 'police/jail/B-2', 'book')).toEqual([]);
  });

  it('without records permits nothing', () => {
    expect(may(aPermit({ records: {} }), key, 'book.admittedAt')).toBe(false);
  });

  it.each(['__proto__', 'constructor', 'toString'])('has no record named %s', (name) => {
    expect(permittedColumns(permit, name, 'book')).toEqual([]);
    expect(may(permit, name, 'book.admittedAt')).toBe(false);
  });

  it.each([
    ['the same labels', ['LOCAL_CH'], true],
    ['fewer labels', [], true],
    ['a label nobody considered', ['LOCAL_CH', 'SEALED'], false],
  ] as const)('covers a record that now has %s', (_, labelsNow, expected) => {
    expect(isWithinLabels(permit, key, labelsNow)).toBe(expected);
  });

  it('covers no record whose labels it did not consider', () => {
    expect(isWithinLabels(aPermit({ labels: {} }), key, [])).toBe(false);
  });
});

describe('building a rule', () => {
  const elements = ['book.facility'];
  it.each([
    ['no conditions', () => allow('book', elements, undefined as never)],
    ['empty conditions', () => allow('book', elements, {} as never)],
    ['an undefined condition', () => allow('book', elements, { recordKey: undefined } as never)],
    ['an empty record key', () => allow('book', elements, { recordKey: '' })],
    ['a key off the list', () => allow('book', elements, { ...bound, person: 'p1' } as never)],
    ['a polluting key', () => allow('book', elements, polluted() as never)],
    ['no elements', () => allow('book', [], bound)],
    ['a pattern', () => allow('book', ['book.*'], bound)],
    ['a nested element', () => allow('book', ['book.charges.level'], bound)],
    ['every dataset', () => allow('all', elements, bound)],
    ['no dataset', () => allow('', elements, bound)],
  ])('refuses %s', (_, build) => {
    expect(build).toThrow(/^A rule needs/);
  });

  it('freezes what it builds', () => {
    const [rule] = rulesOf(permit);
    expect(() => (rule!.fields as string[]).push('book.charges')).toThrow();
    expect(() => Object.assign(rule!.conditions!, { recordKey: 'other' })).toThrow();
  });

  it('never says no: rules are positive, so their order means nothing', () => {
    expect(rulesOf(permit).some(({ inverted }) => inverted)).toBe(false);
  });
});

describe('checking', () => {
  const ability = abilityOf(rulesOf(permit));

  it.each([
    ['an undefined dataset', () => recordOf(undefined as never, key)],
    ['an undefined record', () => recordOf('book', undefined as never)],
  ])('refuses %s', (_, build) => {
    expect(build).toThrow('A check needs a dataset and a record.');
  });

  it('takes no action and no dataset for all of them', () => {
    const everything = abilityOf([{ action: 'manage', subject: 'all' } as never]);
    expect(everything.can('read', recordOf('book', key), 'book.facility')).toBe(false);
    expect(everything.can('export' as never, recordOf('book', key))).toBe(false);
  });

  it('is about a record: an object without a type matches nothing', () => {
    expect(ability.can('read', { recordKey: key } as never, 'book.facility')).toBe(false);
  });

  it('opens no other action', () => {
    expect(ability.can('export' as never, recordOf('book', key), 'book.facility')).toBe(false);
  });
});

const bound = { recordKey: key };
const polluted = (): unknown => JSON.parse(`{"recordKey":"${key}","__proto__":{"x":1}}`);
