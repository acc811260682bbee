import { applyPolicy } from './parts/city-policy.js';
import { dropRunning, keepRunning, type RunningRecord } from './parts/running-record.js';
import { openRun } from './parts/first-run.js';
import { startFoundation, type Foundation } from './start-foundation.js';
import { claim, release, stopParts } from './parts/leftovers.js';
import { serviceKeys } from './parts/service-keys.js';
import { migrate, ServiceProcesses } from './parts/service-processes.js';
import {
  environmentOf,
  SERVICES,
  withDatabase,
  type ServiceName,
  type Surroundings,
} from './parts/services.js';
import { clientOfSource } from './parts/city-sources.js';
import type { StackFolder } from './parts/stack-folder.js';
import { Secrets } from './parts/secrets.js';
import type { RunningStack } from './running-stack.js';
import type { StackPorts } from './stack-ports.js';

export interface StackOptions {
  readonly folder: StackFolder;
  readonly ports: StackPorts;
  readonly now: Date;
  readonly say: (line: string) => void;
}

/** Brings up everything the environment does not give; when a part fails, the others are stopped again. */
export async function startStack(options: StackOptions): Promise<RunningStack> {
  const { folder, say } = options;
  await folder.prepare();
  await claim(folder, say);
  try {
    return await bringUp(options);
  } catch (error) {
    await stopParts(folder);
    await release(folder);
    throw error;
  }
}

async function bringUp({ folder, ports, now, say }: StackOptions): Promise<RunningStack> {
  const secrets = await Secrets.open(folder.file('secrets'));
  const { firstRunAt } = await openRun(folder, now);
  const foundation = await startFoundation({ folder, ports, secrets, say });
  const around: Surroundings = {
    ...surroundingsOf(foundation, ports),
    keys: await serviceKeys(secrets),
    checkpoints: folder.file('checkpoints'),
  };

  say('Migrating');
  await all(withDatabase, (name) => {
    const { ownerUrl } = foundation.databases[name];
    return migrate(folder, name, { ...environmentOf(name, around), DATABASE_URL: ownerUrl });
  });
  const healthUrls = urlsOf((name) => ports.services[name].health);
  const services = new ServiceProcesses({
    folder,
    environmentOf: (name) => environmentOf(name, around),
    healthUrlOf: (name) => healthUrls[name],
    onDeath: (name, end, log) => say(`${name} ended (${end}); see ${log}`),
  });
  say('Starting the services');
  await all(SERVICES, (name) => services.start(name)).catch((error: unknown) => {
    services.forgetAll();
    throw error;
  });

  const { tokens, issuer } = foundation;
  const consentUrl = `http://127.0.0.1:${ports.services['consent-service'].http}`;
  const token = await tokens.of('policy-apply', 'consent-service');
  await applyPolicy({ consentUrl, token, firstRunAt: new Date(firstRunAt) });
  await keepRunning(folder, {
    issuerUrl: issuer.url,
    consentUrl,
    firstRunAt,
    environments: Object.fromEntries(
      SERVICES.map((name) => [name, environmentOf(name, around)]),
    ) as RunningRecord['environments'],
  });
  return {
    urls: urlsOf((name) => ports.services[name].http),
    healthUrls,
    issuerUrl: issuer.url,
    kafkaBrokers: foundation.kafkaBrokers,
    databaseUrls: databaseUrlsOf(foundation),
    firstRunAt: new Date(firstRunAt),
    environmentOf: (name) => environmentOf(name, around),
    tokenOf: (user, at) => issuer.userToken(user, at),
    serviceToken: (client, audience) => tokens.of(client, audience),
    sourceToken: (source) => tokens.of(clientOfSource(source), 'ingest-service'),
    kill: (service) => services.kill(service),
    start: (service) => services.start(service),
    stop: async () => {
      services.forgetAll();
      await stopParts(folder);
      await issuer.close();
      await dropRunning(folder);
      await release(folder);
    },
  };
}

function surroundingsOf(
  foundation: Foundation,
  ports: StackPorts,
): Omit<Surroundings, 'keys' | 'checkpoints'> {
  return {
    ports: ports.services,
    issuerUrl: foundation.issuer.url,
    kafkaBrokers: foundation.kafkaBrokers,
    kafkaPrefix: foundation.kafkaPrefix,
    databaseUrl: (name) => foundation.databases[name].serviceUrl,
    clientSecret: foundation.clientSecret,
  };
}

const urlsOf = (portOf: (name: ServiceName) => number) =>
  Object.fromEntries(
    SERVICES.map((name) => [name, `http://127.0.0.1:${portOf(name)}`]),
  ) as RunningStack['urls'];

const databaseUrlsOf = ({ databases }: Foundation) =>
  Object.fromEntries(
    withDatabase.map((name) => [name, databases[name].ownerUrl]),
  ) as RunningStack['databaseUrls'];

/** Waits for every one, also when one fails: nothing may be starting while the rest is stopped. */
async function all<T>(values: readonly T[], work: (value: T) => Promise<unknown>) {
  for (const result of await Promise.allSettled(values.map(work))) {
    if (result.status === 'rejected') throw result.reason;
  }
}
