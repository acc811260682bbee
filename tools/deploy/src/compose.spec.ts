import { beforeAll, describe, expect, it } from '@jest/globals';
import { Ajv } from 'ajv';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { refusal, ROOT, serviceNames, variablesRead } from './variables-read.js';

interface ComposeService {
  readonly image?: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly build?: { readonly args?: { readonly APP?: string } };
  readonly depends_on?: Readonly<Record<string, unknown>>;
  readonly ports?: readonly string[];
}
interface Compose {
  readonly services: Readonly<Record<string, ComposeService>>;
}

const read = (file: string) => readFile(join(ROOT, file), 'utf8');

describe('docker-compose.yml', () => {
  let compose: Compose;
  let isCompose: (document: unknown) => boolean;

  beforeAll(async () => {
    compose = parse(await read('docker-compose.yml'), { merge: true }) as Compose;
    const schema = JSON.parse(await read('tools/deploy/src/compose.schema.json')) as object;
    isCompose = new Ajv({ strict: false }).compile(schema);
  });

  it('is what the Compose specification allows', () => {
    expect(isCompose(compose)).toBe(true);
  });

  it.each([
    ['an unknown key', { services: { gateway: { imagee: 'x' } } }],
    ['a number among the variables', { services: { gateway: { environment: { PORT: 3000 } } } }],
    ['a condition nobody knows', { services: { a: { depends_on: { b: { condition: 'up' } } } } }],
    ['a command with a mapping in it', { services: { gateway: { command: [{ a: 'b' }] } } }],
  ])('may not hold %s', (_, document) => {
    expect(isCompose(document)).toBe(false);
  });

  it('runs every service, and migrates those with a database', async () => {
    const services = await serviceNames();
    const migrations = services
      .filter((name) => name !== 'gateway')
      .map((name) => `${name}-migration`);
    expect(Object.keys(compose.services)).toEqual(
      expect.arrayContaining([...services, ...migrations]),
    );
    for (const name of services) expect(compose.services[name]?.build?.args?.APP).toBe(name);
  });

  it('sets only variables that the service reads', async () => {
    for (const name of await serviceNames()) {
      const set = Object.keys(compose.services[name]?.environment ?? {});
      const asked = await variablesRead(name);
      expect({ name, unread: set.filter((variable) => !asked.has(variable)) }).toEqual({
        name,
        unread: [],
      });
    }
  });

  it('sets all that the service needs to start', async () => {
    for (const name of await serviceNames()) {
      const environment = compose.services[name]?.environment ?? {};
      expect({ name, refusal: await refusal(name, environment) }).toEqual({ name });
    }
  });

  it('waits only for services it has', () => {
    for (const { depends_on = {} } of Object.values(compose.services)) {
      expect(Object.keys(compose.services)).toEqual(
        expect.arrayContaining(Object.keys(depends_on)),
      );
    }
  });

  it('opens ports on this machine alone', () => {
    const ports = Object.values(compose.services).flatMap(({ ports: opened = [] }) => opened);
    expect(ports.filter((port) => !port.startsWith('127.0.0.1:'))).toEqual([]);
  });

  it('pins every image it does not build', () => {
    const foreign = Object.values(compose.services).filter(({ build }) => !build);
    const unpinned = foreign.filter(
      ({ image = '' }) => !/:.*\d/.test(image) && !image.startsWith('continuum/'),
    );
    expect(unpinned).toEqual([]);
  });
});
