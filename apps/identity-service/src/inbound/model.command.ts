import { Refused } from '@continuum/contracts';
import { createDataSource, readConfig, secret } from '@continuum/service-kit';
import { parseArgs } from 'node:util';
import { ModelDesk } from '../actions/model-desk.js';
import { ActivationRepository } from '../store/activation.repository.js';
import { ComparisonRepository } from '../store/comparison.repository.js';
import { Engines } from '../store/engines.js';
import { startingEngine } from '../store/lists.js';
import { migrations } from '../store/migrations/index.js';

const USAGE = `active | train --as USER [--seed 7] | compare --model ID --epoch ID --as USER
| activate --comparison ID --as USER`;
/** Records from which a part is full. */
const SIZE = 500;

/** `model`: trains, compares with what is in force, and activates; the running resolver then goes over to it. */
const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    as: { type: 'string' },
    seed: { type: 'string', default: '7' },
    model: { type: 'string' },
    epoch: { type: 'string' },
    comparison: { type: 'string' },
  },
});
const { databaseUrl, identitySecret } = readConfig({
  databaseUrl: secret('DATABASE_URL'),
  identitySecret: secret('IDENTITY_SECRET'),
});
const dataSource = await createDataSource({
  service: 'identity-model',
  url: databaseUrl,
  pool: 2,
  migrations,
}).initialize();
const desk = new ModelDesk(dataSource, new ComparisonRepository(), new ActivationRepository(), {
  secret: identitySecret,
  size: SIZE,
  engines: new Engines(startingEngine()),
});

const needed = (name: 'as' | 'model' | 'epoch' | 'comparison'): string => {
  const value = values[name];
  if (value === undefined) throw new Error(`--${name} is needed: ${USAGE}`);
  return value;
};
const print = (value: unknown) => console.log(JSON.stringify(value, undefined, 2));

async function run(what: string | undefined): Promise<void> {
  switch (what) {
    case 'active':
      return print(await desk.active());
    case 'train': {
      const { id, over } = await desk.train(Number(values.seed), needed('as'));
      await over;
      return print(await desk.training(id));
    }
    case 'compare': {
      const pair = { modelId: needed('model'), epochId: needed('epoch') };
      const { id, over } = await desk.compare(pair, needed('as'));
      await over;
      return print(await desk.comparison(id));
    }
    case 'activate':
      return print(await desk.activate(needed('comparison'), needed('as')));
    default:
      throw new Error(USAGE);
  }
}

try {
  await run(positionals[0]);
} catch (error) {
  if (!(error instanceof Refused)) throw error;
  console.error(`${error.code}: ${error.message}`);
  process.exitCode = 1;
} finally {
  await dataSource.destroy();
}
