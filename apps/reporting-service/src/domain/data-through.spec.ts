import { describe, expect, it } from '@jest/globals';
import { dataThrough, provisionality, type FeedReach } from './data-through.js';

const feed = (completeThrough: string | null, isAssumed = false): FeedReach => ({
  feed: 'police/jail/booking',
  completeThrough,
  isAssumed,
});

describe('asking for a figure as of a date', () => {
  it('gives one that is not provisional up to the day after the data', () => {
    expect(provisionality([feed('2024-06-30'), feed('2024-07-09')], '2024-07-01', false)).toBe(
      false,
    );
  });

  it('refuses a date beyond the data, naming how far each feed reaches', () => {
    expect(() => provisionality([feed('2024-06-29')], '2024-07-01', false)).toThrow(
      expect.objectContaining({
        code: 'BEYOND_DATA',
        fields: [
          {
            field: 'police/jail/booking',
            code: 'COMPLETE_THROUGH',
            text: 'Complete through 2024-06-29.',
          },
        ],
      }),
    );
  });

  it.each([
    ['beyond the data', [feed('2024-06-29')]],
    ['on an assumed date', [feed('2024-06-30', true)]],
    ['of a feed that never said', [feed(null)]],
    ['of no feed at all', []],
  ])('marks a figure %s as provisional', (_, feeds) => {
    expect(provisionality(feeds, '2024-07-01', true)).toBe(true);
  });

  it('reaches as far as the shortest feed', () => {
    expect(dataThrough([feed('2024-06-30'), feed('2024-05-31')])).toBe('2024-05-31');
    expect(dataThrough([feed('2024-06-30'), feed(null)])).toBeNull();
  });
});
