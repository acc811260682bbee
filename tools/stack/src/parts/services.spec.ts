import { describe, expect, it } from '@jest/globals';
import { refusal, variablesRead } from '../../../deploy/variables-read.js';
import { fixedPorts } from '../stack-ports.js';
import { environmentOf, SERVICES, type Surroundings } from './services.js';

const around: Surroundings = {
  ports: fixedPorts.services,
  issuerUrl: 'http://127.0.0.1:3010',
  kafkaBrokers: '127.0.0.1:19092',
  kafkaPrefix: '',
  databaseUrl: (name) => `postgres://127.0.0.1/${name}`,
  clientSecret: () => 'secret',
  keys: { reference: 'r', identity: 'i', permit: 'p', pseudonym: 'n', tombstone: 't' },
};

describe.each(SERVICES)('what %s is told', (name) => {
  it('is read', async () => {
    const asked = await variablesRead(name);
    const told = Object.keys(environmentOf(name, around));
    expect(told.filter((variable) => !asked.has(variable))).toEqual([]);
  });

  it('is enough to start', async () => {
    expect(await refusal(name, environmentOf(name, around))).toBeUndefined();
  });
});
