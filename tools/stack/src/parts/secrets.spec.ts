import { describe, expect, it } from '@jest/globals';
import { mkdtemp, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Secrets } from './secrets.js';

const aFile = async () => join(await mkdtemp(join(tmpdir(), 'continuum-secrets-')), 'secrets');

describe('secrets of a stack', () => {
  it('are the same at the next start', async () => {
    const file = await aFile();
    const made = await (await Secrets.open(file)).get('gateway client');
    expect(await (await Secrets.open(file)).get('gateway client')).toBe(made);
  });

  it('all stay when they are made at the same time', async () => {
    const file = await aFile();
    const secrets = await Secrets.open(file);
    const made = await Promise.all([secrets.get('one'), secrets.get('two')]);

    const later = await Secrets.open(file);
    expect([await later.get('one'), await later.get('two')]).toEqual(made);
  });

  it('are for their owner alone', async () => {
    const file = await aFile();
    await (await Secrets.open(file)).get('gateway client');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });
});
