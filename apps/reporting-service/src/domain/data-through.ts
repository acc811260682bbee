import { Refused } from '@continuum/contracts';
import { earliest, plusDays, type LocalDate } from './local-date.js';

/** How far a feed's data reach. */
export interface FeedReach {
  /** `department/source/kind` */
  readonly feed: string;
  /** Null where the feed has never said. */
  readonly completeThrough: LocalDate | null;
  readonly isAssumed: boolean;
}

/**
 * Whether a figure as of a date is provisional: the data of a feed it needs do not reach that far, or only by
 * assumption.
 * @throws Refused BEYOND_DATA where they do not and nobody asked for a provisional figure
 */
export function provisionality(
  feeds: readonly FeedReach[],
  asOf: LocalDate,
  isProvisionalAsked: boolean,
): boolean {
  const short = feeds.filter((feed) => !reaches(feed, asOf));
  const isBeyond = short.length > 0 || feeds.length === 0;
  if (isBeyond && !isProvisionalAsked) throw beyondData(short);
  return isBeyond || feeds.some(({ isAssumed }) => isAssumed);
}

export const dataThrough = (feeds: readonly FeedReach[]): LocalDate | null =>
  feeds.some(({ completeThrough }) => completeThrough === null)
    ? null
    : (earliest(feeds.map(({ completeThrough }) => completeThrough ?? '')) ?? null);

const reaches = ({ completeThrough }: FeedReach, asOf: LocalDate) =>
  completeThrough !== null && asOf <= plusDays(completeThrough, 1);

const beyondData = (feeds: readonly FeedReach[]) =>
  new Refused(
    'BEYOND_DATA',
    'The data do not reach that far. Ask for a provisional report or an earlier month.',
    feeds.map(({ feed, completeThrough }) => ({
      field: feed,
      code: 'COMPLETE_THROUGH',
      text: completeThrough ? `Complete through ${completeThrough}.` : 'Never declared complete.',
    })),
  );
