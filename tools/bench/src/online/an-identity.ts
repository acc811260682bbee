import { SubjectReportedV1 } from '@continuum/contracts';
import {
  AppModule,
  EMPTY_EPOCH,
  identityConfig,
  IDENTITY_SERVICE,
  loadNicknames,
  Resolver,
  STARTING_MODEL,
} from '@continuum/identity-service';
import { allTopics, InMemoryPort, joinStream } from '@continuum/messaging';
import { createService } from '@continuum/service-kit';
import { ALONE, onTopic, ServiceProcess } from '@continuum/testing';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

export const SECRET = 'a secret of the bench';
const WRITER = new URL(
  '../test/writer.process.mjs',
  import.meta.resolve('@continuum/identity-service'),
);

export const ENGINE = {
  model: STARTING_MODEL,
  epoch: EMPTY_EPOCH,
  nicknames: loadNicknames(),
};

export type SubjectRecord = ReturnType<typeof onTopic<typeof SubjectReportedV1>>;

/** The whole service in this process but for its broker: events go the way they go from Kafka on. */
export async function anIdentity(databaseUrl: string) {
  const port = new InMemoryPort();
  // One partition: what comes in is handled in its order.
  await port.ensureTopics(
    allTopics([IDENTITY_SERVICE]).map((topic) => ({ ...topic, partitions: 1 })),
  );
  const config = identityConfig({ ...ALONE, ...settings(databaseUrl) });
  const app = await createService(AppModule.with(config, { port }), config, {
    before: [joinStream],
  });
  const resolver = app.get(Resolver);
  while (!resolver.memory) await wait(10);
  /** Until all of them are committed: received, and linked. */
  const consume = async (records: readonly SubjectRecord[]) => {
    const steps = (resolver.memory?.lastStep ?? 0) + records.length;
    await port.send(records);
    await port.drained();
    while ((resolver.memory?.lastStep ?? 0) < steps) await wait(1);
  };
  return { consume, memory: () => resolver.memory!, close: () => app.close() };
}

/** The same as a process that can be killed, or stands by. */
export function anIdentityProcess(databaseUrl: string): Promise<ServiceProcess> {
  return ServiceProcess.start(fileURLToPath(WRITER), settings(databaseUrl));
}

const settings = (databaseUrl: string) => ({
  DATABASE_URL: databaseUrl,
  IDENTITY_SECRET: SECRET,
});
