import type { MonthlyMeasure } from '../measure.js';
import { TOTAL } from '../suppression/table.js';

/** What somebody gives to the figures of one department and month, as it was known at one time. */
export interface Share {
  readonly records: number;
  readonly episodes: number;
  readonly isUtilizer: boolean;
}

/** Those whom nobody is linked to may all be one person; a record about nobody stands for itself. */
export type Giver = 'person' | 'unlinked' | 'record';

/** Somebody whose share differs in some department, beside all shares of theirs. */
export interface ShareChange {
  readonly giver: Giver;
  /** Person id or record key; empty for those not linked. */
  readonly id: string;
  readonly department: string;
  readonly was: Share;
  readonly is: Share;
}

export const NOTHING: Share = { records: 0, episodes: 0, isUtilizer: false };

type Measured = (share: Share, giver: Giver) => number;

const MEASURED: Readonly<Record<MonthlyMeasure, Measured>> = {
  records: ({ records }) => records,
  contactEpisodes: ({ episodes }) => episodes,
  persons: ({ records }, giver) => Number(giver === 'person' && records > 0),
  highUtilizers: ({ records, isUtilizer }) => Number(records > 0 && isUtilizer),
};

/** Distinct people whose share of a figure is another one; of all departments for the total. */
export function changedPeople(
  changes: readonly ShareChange[],
  measure: MonthlyMeasure,
  department: string,
): number {
  const within = changes.filter((one) => department === TOTAL || one.department === department);
  const people = [...wholeShares(within)];
  return people.filter((one) => valueOf(one, measure, 'was') !== valueOf(one, measure, 'is'))
    .length;
}

/** People counted now and not before, and the other way round. */
export function movedPeople(
  changes: readonly ShareChange[],
  measure: 'persons' | 'highUtilizers',
): { readonly id: string; readonly way: 'in' | 'out' }[] {
  return [...wholeShares(changes)].flatMap((one) => {
    const moved = valueOf(one, measure, 'is') - valueOf(one, measure, 'was');
    return moved === 0 ? [] : [{ id: one.id, way: moved > 0 ? ('in' as const) : ('out' as const) }];
  });
}

const valueOf = (
  { giver, ...shares }: Omit<ShareChange, 'department'>,
  measure: MonthlyMeasure,
  when: 'was' | 'is',
) => MEASURED[measure](shares[when], giver);

/** One per giver, over departments. */
function wholeShares(changes: readonly ShareChange[]) {
  const byGiver = Map.groupBy(changes, ({ giver, id }) => `${giver} ${id}`);
  return [...byGiver.values()].map((shares) =>
    shares.reduce((whole, one) => ({
      ...whole,
      was: sum(whole.was, one.was),
      is: sum(whole.is, one.is),
    })),
  );
}

const sum = (a: Share, b: Share): Share => ({
  records: a.records + b.records,
  episodes: a.episodes + b.episodes,
  isUtilizer: a.isUtilizer || b.isUtilizer,
});
