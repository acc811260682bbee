// identity-service as a process of its own, with its broker in memory: it is asked whether it writes, and given events.
import { allTopics, InMemoryPort, joinStream } from '@continuum/messaging';
import { createService } from '@continuum/service-kit';
import { AppModule, identityConfig, IDENTITY_SERVICE, Resolver } from '../dist/index.js';

process.once('disconnect', () => process.exit());
const config = identityConfig();
const port = new InMemoryPort();
// One partition: what comes in is handled in its order.
await port.ensureTopics(
  allTopics([IDENTITY_SERVICE]).map((topic) => ({ ...topic, partitions: 1 })),
);
const app = await createService(AppModule.with(config, { port }), config, {
  before: [joinStream],
});

const answers = {
  isWriter: () => app.get(Resolver).memory !== undefined,
  /** Answers once they are handled. */
  consume: async (records) => {
    await port.send(records.map((record) => ({ ...record, value: Buffer.from(record.value) })));
    await port.drained();
  },
};
process.on('message', async ({ id, question, about }) =>
  process.send({ id, answer: await answers[question](about) }),
);
process.send('started');
