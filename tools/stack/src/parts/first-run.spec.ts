import { describe, expect, it } from '@jest/globals';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isStale, keepRun, openRun } from './first-run.js';
import { StackFolder } from './stack-folder.js';

const monday = new Date('2026-03-02T09:00:00Z');
const tuesday = new Date('2026-03-03T09:00:00Z');

describe('the first run of a city', () => {
  it('is remembered by every later one', async () => {
    const folder = new StackFolder(await mkdtemp(join(tmpdir(), 'continuum-city-')));
    const run = await openRun(folder, monday);
    await keepRun(folder, { ...run, storyPlayedAt: monday.toISOString() });

    expect(await openRun(folder, tuesday)).toEqual({
      firstRunAt: '2026-03-02T09:00:00.000Z',
      storyPlayedAt: '2026-03-02T09:00:00.000Z',
    });
  });

  it.each([
    ['2026-03-31T09:00:00Z', false],
    ['2026-04-01T09:00:00Z', true],
  ])('is too long ago on %s: %s', (now, expected) => {
    expect(isStale({ firstRunAt: monday.toISOString() }, new Date(now))).toBe(expected);
  });
});
