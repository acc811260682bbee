// A consumer as a process of its own, as a service's main.ts starts it. Told to hold, it stands still in its next batch.
import { Controller, Module } from '@nestjs/common';
import { CaseProposedV1, catalogue } from '@continuum/contracts';
import {
  DatabaseModule,
  readConfig,
  serviceSettings,
  ServiceModule,
  startService,
  streamSettings,
} from '@continuum/service-kit';
import { once } from 'node:events';
import { done, joinStream, KafkaJsPort, MessagingModule, OnEvents } from '../dist/index.js';

const service = 'spec-service';
const config = readConfig({ ...serviceSettings(0), ...streamSettings() }, process.env);
const ignore = [...catalogue.values()].filter(
  ({ topic, type }) => topic === 'care' && type !== CaseProposedV1.type,
);
let isToHold = false;
process.on('message', (word) => {
  if (word === 'hold') isToHold = true;
});
process.once('disconnect', () => process.exit());

class CaseHandler {
  async handle(events, { tx }) {
    await tx.query(
      `INSERT INTO effect (event_id, key, version)
       SELECT * FROM unnest($1::uuid[], $2::text[], $3::int[])`,
      [events.map(({ id }) => id), events.map(({ key }) => key), events.map((one) => one.version)],
    );
    if (isToHold) {
      isToHold = false;
      process.send('holding');
      await once(process, 'message');
    }
    return events.map(done);
  }
}
const method = Object.getOwnPropertyDescriptor(CaseHandler.prototype, 'handle');
OnEvents(CaseProposedV1)(CaseHandler.prototype, 'handle', method);
Controller()(CaseHandler);

class SpecModule {}
Module({})(SpecModule);

const port = new KafkaJsPort({ brokers: config.kafkaBrokers, clientId: service, sessionMs: 6_000 });
const module = {
  module: SpecModule,
  controllers: [CaseHandler],
  imports: [
    ServiceModule.with({ service, config }),
    DatabaseModule.with({ service, url: config.databaseUrl, migrations: [] }),
    MessagingModule.with({ config, ignore, port }),
  ],
};
await startService(module, config, { before: [joinStream] });
process.send('joined');
