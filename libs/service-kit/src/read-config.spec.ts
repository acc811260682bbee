import { describe, expect, it } from '@jest/globals';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { choice, count, flag, optionalText, readConfig, secret, url } from './read-config.js';

const settings = {
  port: count('PORT', 3000),
  secret: secret('SECRET'),
  issuer: url('ISSUER'),
  mode: choice('MODE', ['live', 'demonstration'], 'live'),
  isOn: flag('IS_ON', false),
  note: optionalText('NOTE'),
};
const env = { SECRET: 's3cret', ISSUER: 'http://127.0.0.1:1/' };

describe('reading the configuration', () => {
  it('takes what is given and falls back for the rest', () => {
    expect({ ...readConfig(settings, { ...env, PORT: '81', IS_ON: 'true' }) }).toEqual({
      port: 81,
      secret: 's3cret',
      issuer: 'http://127.0.0.1:1',
      mode: 'live',
      isOn: true,
      note: undefined,
    });
  });

  it('names every bad variable at once and repeats no value', () => {
    const bad = { PORT: 'eighty', ISSUER: 'nowhere', MODE: 'dream', IS_ON: 'maybe' };
    expect(() => readConfig(settings, bad)).toThrow(
      'Cannot start: PORT is not a whole number; SECRET is missing; ISSUER is not a URL; ' +
        'MODE is none of live, demonstration; IS_ON is none of true, false, 1, 0.',
    );
  });

  it('prints a secret as set', () => {
    expect(JSON.stringify(readConfig(settings, env))).toContain('"secret":"[set]"');
  });

  it('reads a value from the file that NAME_FILE names', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'config-')), 'secret');
    writeFileSync(file, 'from-a-file\n');
    expect(readConfig(settings, { ISSUER: env.ISSUER, SECRET_FILE: file }).secret).toBe(
      'from-a-file',
    );
  });

  it('cannot be changed afterwards', () => {
    expect(Object.isFrozen(readConfig(settings, env))).toBe(true);
  });
});
