import { describe, expect, it } from '@jest/globals';
import { environmentOf, fixedPorts, SERVICES, type Surroundings } from '@continuum/stack';
import { refusal, variablesRead } from './variables-read.js';

const around: Surroundings = {
  ports: fixedPorts.services,
  issuerUrl: 'http://127.0.0.1:3010',
  kafkaBrokers: '127.0.0.1:19092',
  kafkaPrefix: '',
  databaseUrl: (name) => `postgres://127.0.0.1/${name}`,
  clientSecret: () => 'secret',
  keys: { reference: 'r', identity: 'i', permit: 'p', audit: 'a', pseudonym: 'n', tombstone: 't' },
  checkpoints: '/checkpoints',
};

describe.each(SERVICES)('what %s is told on the local stack', (name) => {
  it('is read', async () => {
    const asked = await variablesRead(name);
    const told = Object.keys(environmentOf(name, around));
    expect(told.filter((variable) => !asked.has(variable))).toEqual([]);
  });

  it('is enough to start', async () => {
    expect(await refusal(name, environmentOf(name, around))).toBeUndefined();
  });
});
