import { afterAll, describe, expect, it } from '@jest/globals';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { acceptedGroups } from './accepted.js';
import { ageBand } from './age-band.js';

const folder = mkdtempSync(join(tmpdir(), 'accepted-'));
const record = join(folder, 'decisions', '0042-accept.md');
mkdirSync(join(folder, 'decisions'));
writeFileSync(record, 'We accept age:under 18, because …');
afterAll(() => rmSync(folder, { recursive: true }));

describe('groups accepted by a decision record', () => {
  it('are those the record speaks of', () => {
    expect(acceptedGroups([`age:under 18=${record}`])).toEqual(new Set(['age:under 18']));
    expect(() => acceptedGroups([`sex:female=${record}`])).toThrow('does not speak of');
  });

  it('need a record', () => {
    expect(() => acceptedGroups(['sex:female'])).toThrow('decision record');
    expect(() => acceptedGroups(['sex:female=README.md'])).toThrow('decision record');
    expect(() => acceptedGroups([`sex:female=${folder}/decisions/0043-none.md`])).toThrow('ENOENT');
  });
});

describe('age bands', () => {
  it.each([
    [17, 'under 18'],
    [18, '18–24'],
    [24, '18–24'],
    [25, '25–44'],
    [44, '25–44'],
    [45, '45–64'],
    [64, '45–64'],
    [65, '65 and over'],
  ])('put %d years into %s', (years, band) => {
    expect(ageBand(years)).toBe(band);
  });
});
