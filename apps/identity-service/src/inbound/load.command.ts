import { Refused, SubjectReportedV1, type Subject } from '@continuum/contracts';
import { parseRead, setPublisher } from '@continuum/messaging';
import { createDataSource, list, readConfig, secret, text } from '@continuum/service-kit';
import { createReadStream } from 'node:fs';
import { availableParallelism } from 'node:os';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { BulkLoad } from '../actions/bulk-load.js';
import { Preparation } from '../actions/preparation.js';
import { IDENTITY_SERVICE } from '../app.module.js';
import { ActivationRepository } from '../store/activation.repository.js';
import { JobRepository } from '../store/job.repository.js';
import { IntakeRepository } from '../store/intake.repository.js';
import { startingEngine } from '../store/lists.js';
import { LoadRepository } from '../store/load.repository.js';
import { CrewOfThreads } from '../threads/crew-of-threads.js';
import { migrations } from '../store/migrations/index.js';
import { seedOf } from './seed-of.js';

const USAGE = 'load FILE.ndjson|- --as USER [--seed 7]';

/** `load`: the data of `subject.reported.v1`, one a line, into a service that has nothing yet. */
const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { as: { type: 'string' }, seed: { type: 'string', default: '7' } },
});
const [file] = positionals;
const user = values.as;
if (file === undefined || user === undefined) throw new Error(USAGE);

const { databaseUrl, identitySecret, kafkaPrefix, ...generic } = readConfig({
  databaseUrl: secret('DATABASE_URL'),
  identitySecret: secret('IDENTITY_SECRET'),
  kafkaPrefix: text('KAFKA_PREFIX', ''),
  genericAddresses: list('GENERIC_ADDRESSES', []),
  genericPhones: list('GENERIC_PHONES', []),
});
const service = IDENTITY_SERVICE;
const dataSource = await createDataSource({
  service,
  url: databaseUrl,
  pool: 2,
  migrations,
}).initialize();
setPublisher(dataSource, { service, topicPrefix: kafkaPrefix, lanes: 1, wake: () => undefined });
const load = new BulkLoad(dataSource, {
  loads: new LoadRepository(),
  intake: new IntakeRepository(),
  jobs: new JobRepository(),
  activations: new ActivationRepository(),
  preparation: new Preparation({
    secret: identitySecret,
    genericAddresses: new Set(generic.genericAddresses),
    genericPhones: new Set(generic.genericPhones),
  }),
  engine: startingEngine(),
  secret: identitySecret,
});

/** @throws Refused naming the line and the field, never a value */
async function* subjectsIn(path: string): AsyncGenerator<Subject> {
  const input = path === '-' ? process.stdin : createReadStream(path);
  let number = 0;
  for await (const line of createInterface({ input, crlfDelay: Infinity })) {
    number += 1;
    if (line !== '') yield subjectOf(line, number);
  }
}

function subjectOf(line: string, number: number): Subject {
  try {
    return parseRead(SubjectReportedV1, Buffer.from(line)) as Subject;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    const [first] = error.fields;
    const where = first ? `${first.field} ${first.code}` : error.message;
    throw new Refused(error.code, `Line ${number}: ${where}.`);
  }
}

const crew = new CrewOfThreads(Math.min(availableParallelism(), 4));
let last = performance.now();
const onPart = (part: string) => {
  const now = performance.now();
  console.error(`${part.padEnd(12)} ${((now - last) / 1_000).toFixed(1)} s`);
  last = now;
};

try {
  const seed = seedOf(values.seed);
  const loaded = await load.load(subjectsIn(file), { user, seed, now: new Date(), crew, onPart });
  console.log(JSON.stringify(loaded, undefined, 2));
} catch (error) {
  if (!(error instanceof Refused)) throw error;
  console.error(`${error.code}: ${error.message}`);
  process.exitCode = 1;
} finally {
  await crew.close();
  await dataSource.destroy();
}
