import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { readSources, Sources } from './sources.js';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sources-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const jail = { department: 'police', source: 'jail', client: 'jail-client', kinds: ['booking'] };
const meals = { ...jail, department: 'health', client: 'meals', kinds: ['service_provided'] };

function optionsFor(sources: readonly object[], departments: readonly string[] = []) {
  const file = join(folder, 'sources.yaml');
  writeFileSync(file, stringify({ sources }));
  return { file, timeZone: 'America/Los_Angeles', referenceKey: 'key', departments };
}

describe('the register of sources', () => {
  it('opens exactly one source per credential', () => {
    const sources = new Sources(optionsFor([jail]));
    expect(sources.of('jail-client')).toMatchObject({ department: 'police', versioning: 'none' });
    expect(() => sources.of('somebody')).toThrow(
      expect.objectContaining({ code: 'SERVICE_NOT_ALLOWED' }),
    );
    expect(() => sources.of(undefined)).toThrow();
  });

  it('opens none of a department that is served elsewhere', () => {
    const sources = new Sources(optionsFor([jail], ['health']));
    expect(() => sources.of('jail-client')).toThrow();
  });

  it.each([
    ['a credential named twice', [jail, { ...jail, source: 'rms' }], 'opens exactly one source'],
    [
      'an unknown kind',
      [{ ...jail, kinds: ['rumour'] }],
      'police/jail pushes an unknown kind rumour',
    ],
    ['a kind whose label its source must set', [meals], 'must set the labels of service_provided'],
    ['an unknown setting', [{ ...jail, speed: 9 }], 'additional properties'],
  ])('refuses to start with %s', (_, sources, message) => {
    expect(() => readSources(optionsFor(sources))).toThrow(message);
  });
});
