import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { arrivalsOf, citizens } from './city.js';
import { generate } from './generate.js';

const asOf = new Date('2026-03-01T08:00:00Z');
const folders = ['one', 'two'].map((name) => mkdtempSync(join(tmpdir(), `city-${name}-`)));
beforeAll(async () => {
  for (const folder of folders) await generate({ people: 200, seed: 7, asOf }, folder);
});
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true })));

const contents = (folder = '', below = '') =>
  readdirSync(join(folder, below), { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => [name, readFileSync(join(folder, below, name), 'utf8')] as const);

describe('the synthetic city', () => {
  it('writes byte-identical files for the same seed, options and date', () => {
    expect(contents(folders[0])).toEqual(contents(folders[1]));
    expect(contents(folders[0], 'truth')).toEqual(contents(folders[1], 'truth'));
  });

  it('never changes earlier people when there are more', () => {
    const few = [...citizens({ people: 50, seed: 7, asOf })];
    const more = [...citizens({ people: 80, seed: 7, asOf })].slice(0, 50);
    expect(more).toEqual(few);
  });

  it('tells no feed who a record is truly about', () => {
    for (const [, text] of contents(folders[0])) expect(text).not.toMatch(/p-\d+-\d{6}/);
  });

  it('brings one to five in a hundred people to eleven contacts in five years', () => {
    const people = [...citizens({ people: 4000, seed: 3, asOf })];
    const often = people.filter(({ arrivals }) => {
      const contacts = arrivals.filter(({ record }) =>
        ['citation', 'booking'].includes(record.kind),
      );
      return new Set(contacts.map(({ record }) => String(record.body['incidentNo']))).size >= 11;
    });
    expect(often.length / people.length).toBeGreaterThan(0.01);
    expect(often.length / people.length).toBeLessThan(0.06);
  });

  it('dates nothing after the day it is made for', () => {
    expect(
      Math.max(...arrivalsOf({ people: 200, seed: 7, asOf }).map(({ at }) => at)),
    ).toBeLessThanOrEqual(+asOf);
  });
});
