import { Refused } from '@continuum/contracts';
import { createDataSource, errorFields, readConfig, secret } from '@continuum/service-kit';
import { parseArgs } from 'node:util';
import { ModelDesk } from '../actions/model-desk.js';
import { ModelWork } from '../actions/model-work.js';
import { ActivationRepository } from '../store/activation.repository.js';
import { Engines } from '../store/engines.js';
import { JobRepository } from '../store/job.repository.js';
import { startingEngine } from '../store/lists.js';
import { migrations } from '../store/migrations/index.js';
import { seedOf } from './seed-of.js';

const USAGE = `active | train --as USER [--seed 7] | compare --model ID --epoch ID --as USER
| activate --comparison ID --as USER | cancel --as USER`;
/** Records from which a part is full. */
const SIZE = 500;

/**
 * `model`: trains, compares with what is in force, activates and cancels; the running resolver then goes over to it.
 * `go-on` is for the service: it does the work of a job that it has written down.
 */
const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    as: { type: 'string' },
    seed: { type: 'string', default: '7' },
    model: { type: 'string' },
    epoch: { type: 'string' },
    comparison: { type: 'string' },
    training: { type: 'string' },
  },
});
const { databaseUrl, identitySecret } = readConfig({
  databaseUrl: secret('DATABASE_URL'),
  identitySecret: secret('IDENTITY_SECRET'),
});
const dataSource = createDataSource({
  service: 'identity-model',
  url: databaseUrl,
  pool: 2,
  migrations,
});
const engines = new Engines(startingEngine());
const work = new ModelWork(dataSource, { secret: identitySecret, size: SIZE, engines });
const desk = new ModelDesk(dataSource, new JobRepository(), new ActivationRepository(), {
  engines,
  run: (job) => work.run(job),
});

const needed = (name: 'as' | 'model' | 'epoch' | 'comparison'): string => {
  const value = values[name];
  if (value === undefined) throw new Refused('USAGE', `--${name} is needed: ${USAGE}`);
  return value;
};
const print = (value: unknown) => console.log(JSON.stringify(value, undefined, 2));

async function run(what: string | undefined): Promise<void> {
  switch (what) {
    case 'active':
      return print(await desk.active());
    case 'train': {
      const { id, over } = await desk.train(seedOf(values.seed), needed('as'));
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
    case 'cancel':
      return print(await desk.cancel(needed('as')));
    case 'go-on': {
      const { training } = values;
      return work.run(
        training
          ? { kind: 'training', id: training }
          : { kind: 'comparison', id: needed('comparison') },
      );
    }
    default:
      throw new Refused('USAGE', USAGE);
  }
}

try {
  await dataSource.initialize();
  await run(positionals[0]);
} catch (error) {
  console.error(
    error instanceof Refused
      ? `${error.code}: ${error.message}`
      : JSON.stringify(errorFields(error)),
  );
  process.exitCode = 1;
} finally {
  if (dataSource.isInitialized) await dataSource.destroy();
}
