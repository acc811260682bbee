import { describe, expect, it } from '@jest/globals';
import { assignIds, type Claimed, type Group } from './assign-ids.js';

const ana: Claimed = { id: 'ana', createdStep: 1, foundingRecord: 1 };
const bob: Claimed = { id: 'bob', createdStep: 2, foundingRecord: 5 };

function aGroup(
  records: number[],
  shares: [Claimed, number][],
  { dormant = [], former = [] }: Partial<Record<'dormant' | 'former', [Claimed, number][]>> = {},
): Group {
  return {
    key: `r${records[0]}`,
    records: new Set(records),
    shares: new Map(shares),
    former: new Map(former),
    dormant: new Map(dormant),
  };
}

describe('choosing ids', () => {
  it('keeps the id with which a group shares most records', () => {
    expect(
      assignIds([
        aGroup(
          [5, 6, 1],
          [
            [ana, 1],
            [bob, 2],
          ],
        ),
      ]),
    ).toEqual([{ is: 'kept', id: 'bob' }]);
  });

  it('of two that share alike keeps the one that held more of them before', () => {
    const shares: [Claimed, number][] = [
      [ana, 1],
      [bob, 1],
    ];
    expect(assignIds([aGroup([5, 1], shares, { former: [[bob, 2]] })])).toEqual([
      { is: 'kept', id: 'bob' },
    ]);
  });

  it('keeps the older of two that share alike', () => {
    expect(
      assignIds([
        aGroup(
          [5, 1],
          [
            [bob, 1],
            [ana, 1],
          ],
        ),
      ]),
    ).toEqual([{ is: 'kept', id: 'ana' }]);
  });

  it('gives an id that two claim alike to the one with its founding record', () => {
    const groups = [aGroup([2], [[ana, 1]]), aGroup([1], [[ana, 1]])];

    expect(assignIds(groups)).toEqual([{ is: 'new' }, { is: 'kept', id: 'ana' }]);
  });

  it('takes an absorbed id back for the records it held last', () => {
    const groups = [aGroup([1, 2], [[ana, 2]]), aGroup([5], [[ana, 1]], { dormant: [[bob, 1]] })];

    expect(assignIds(groups)).toEqual([
      { is: 'kept', id: 'ana' },
      { is: 'reinstated', id: 'bob' },
    ]);
  });

  it('makes a new one for strangers', () => {
    expect(assignIds([aGroup([9], [])])).toEqual([{ is: 'new' }]);
  });
});
