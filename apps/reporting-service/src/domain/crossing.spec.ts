import { describe, expect, it } from '@jest/globals';
import { crossing, type Direction, type Published } from './crossing.js';

const last = (direction: Direction): Published => ({
  direction,
  insideAsOf: '2024-06-30',
});

describe('crossing the line of a measure', () => {
  it.each([
    ['somebody never told of', undefined, true, true, 'entered'],
    ['somebody who aged out before', last('aged_out'), true, true, 'returned'],
    ['somebody whose status was withdrawn before', last('withdrawn'), true, true, 'entered'],
    ['somebody inside, by time', last('entered'), false, true, 'aged_out'],
    ['somebody inside again, by time', last('returned'), false, true, 'aged_out'],
    ['somebody inside, by a correction', last('entered'), false, false, 'withdrawn'],
    ['somebody still inside', last('entered'), true, true, undefined],
    ['somebody still outside', last('aged_out'), false, false, undefined],
    ['somebody never inside', undefined, false, false, undefined],
  ])('of %s', (_, published, isInside, wasInsideThen, expected) => {
    expect(crossing(published, { isInside, wasInsideThen })).toBe(expected);
  });
});
