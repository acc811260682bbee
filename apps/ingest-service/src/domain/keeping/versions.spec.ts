import { describe, expect, it } from '@jest/globals';
import { arrive, inVersionOrder, type Arriving, type Held } from './versions.js';

const row = (sourceVersion: string | null, contentHash: string, overrides = {}): Arriving => ({
  sourceVersion,
  contentHash,
  isVoid: false,
  isSealed: false,
  ...overrides,
});
const voided = (sourceVersion: string | null) => row(sourceVersion, 'void', { isVoid: true });
const sealed = (sourceVersion: string) => row(sourceVersion, 'sealed', { isSealed: true });

/** Everything that arrived so far, in this order. */
function after(...rows: Arriving[]): Held | undefined {
  return rows.reduce<Held | undefined>((held, one) => arrive(held, one, 'number').held, undefined);
}

describe('a source with version numbers', () => {
  it.each([
    ['a new key', [], row('1', 'a'), 'recorded', 'present', 1],
    [
      'a version already held, same content',
      [row('1', 'a')],
      row('1', 'a'),
      'duplicate',
      'none',
      1,
    ],
    [
      'a version already held, other content',
      [row('1', 'a')],
      row('1', 'b'),
      'conflict',
      'none',
      1,
    ],
    ['a higher version', [row('1', 'a')], row('2', 'b'), 'corrected', 'present', 2],
    ['a tenth version after the ninth', [row('9', 'a')], row('10', 'b'), 'corrected', 'present', 2],
    ['a lower version not yet held', [row('3', 'c')], row('2', 'b'), 'history', 'none', 1],
    [
      'that lower version again',
      [row('3', 'c'), row('2', 'b')],
      row('2', 'b'),
      'duplicate',
      'none',
      1,
    ],
    [
      'that lower version, other content',
      [row('3', 'c'), row('2', 'b')],
      row('2', 'x'),
      'conflict',
      'none',
      1,
    ],
    [
      'an overtaken version again',
      [row('1', 'a'), row('2', 'b')],
      row('1', 'a'),
      'duplicate',
      'none',
      2,
    ],
    ['a correction before its first version', [row('2', 'b')], row('1', 'a'), 'history', 'none', 1],
    ['a void', [row('1', 'a')], voided('2'), 'voided', 'withdrawn', 2],
    ['a void of an unknown key', [], voided('2'), 'voided', 'none', 1],
    ['a lower version after that void', [voided('2')], row('1', 'a'), 'history', 'none', 1],
    ['a higher version after that void', [voided('2')], row('3', 'c'), 'corrected', 'present', 2],
    [
      'a higher version after a void',
      [row('1', 'a'), voided('2')],
      row('3', 'c'),
      'corrected',
      'present',
      3,
    ],
    ['a seal', [row('1', 'a')], sealed('2'), 'corrected', 'withdrawn', 2],
    ['a seal of an unknown key', [], sealed('1'), 'recorded', 'none', 1],
    ['an unsealed version', [row('1', 'a'), sealed('2')], row('3', 'c'), 'corrected', 'present', 3],
  ])('%s', (_, before, arriving, ...expected) => {
    const [outcome, announcement, recordVersion] = expected;
    const step = arrive(after(...before), arriving, 'number');
    expect(step).toMatchObject({ outcome, announcement, held: { recordVersion } });
  });

  it('keeps a tombstone apart from a void of what was known', () => {
    expect(after(voided('2'))?.state).toBe('tombstone');
    expect(after(row('1', 'a'), voided('2'))?.state).toBe('voided');
  });
});

describe('a source without versions', () => {
  const held = arrive(undefined, row(null, 'a'), 'none').held;

  it('repeats what is current', () => {
    expect(arrive(held, row(null, 'a'), 'none').outcome).toBe('duplicate');
  });

  it('corrects by order of arrival, back to an earlier content as well', () => {
    const second = arrive(held, row(null, 'b'), 'none');
    expect(second.outcome).toBe('corrected');
    expect(arrive(second.held, row(null, 'a'), 'none')).toMatchObject({
      outcome: 'corrected',
      held: { recordVersion: 3 },
    });
  });
});

describe('a source with instants for versions', () => {
  it('compares them as instants', () => {
    const held = arrive(undefined, row('2026-01-01T10:00:00Z', 'a'), 'instant').held;
    const later = row('2026-01-01T10:00:00.500Z', 'b');
    expect(arrive(held, later, 'instant').outcome).toBe('corrected');
  });
});

describe('several versions at once', () => {
  it('are applied in their order', () => {
    const rows = ['10', '9', '2'].map((version) => row(version, version));
    expect(inVersionOrder(rows, 'number').map(({ sourceVersion }) => sourceVersion)).toEqual([
      '2',
      '9',
      '10',
    ]);
  });

  it('without versions stay as they came', () => {
    const rows = [row(null, 'b'), row(null, 'a')];
    expect(inVersionOrder(rows, 'none')).toEqual(rows);
  });
});
