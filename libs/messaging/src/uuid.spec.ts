import { describe, expect, it } from '@jest/globals';
import { uuidv7 } from './uuid.js';

const noon = Date.parse('2024-06-01T12:00:00Z');

describe('an id of version 7', () => {
  it('is a UUID that begins with its millisecond', () => {
    const id = uuidv7(noon);
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(Number.parseInt(id.slice(0, 13).replace('-', ''), 16)).toBe(noon);
  });

  it('stands after those made before it in the same millisecond', () => {
    const ids = Array.from({ length: 100_000 }, () => uuidv7(noon + 1));
    expect(ids).toEqual(ids.toSorted());
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('stands after those of an earlier millisecond, however many there were', () => {
    const ids = Array.from({ length: 50 }, (_, nth) => uuidv7(noon + 2 + Math.floor(nth / 5)));
    expect(ids).toEqual(ids.toSorted());
  });
});
