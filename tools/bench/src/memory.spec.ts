import { describe, expect, it } from '@jest/globals';
import { courseOf } from './memory.js';

describe('the course of memory', () => {
  it('is told at the start, at each third and at the end, with the most between', () => {
    const usage = [300, 310, 450, 320, 330, 340, 345].map((residentMiB, nth) => ({
      cpuSeconds: 0,
      residentMiB,
      heapMiB: 100 + nth,
    }));
    expect(courseOf(usage)).toEqual({
      resident: [300, 450, 330, 345],
      residentMost: 450,
      heapAfterCollection: [100, 102, 104, 106],
    });
  });
});
