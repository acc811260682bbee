// identity-service as a process that can be frozen and ended; no broker: what it resolves waits in intake.
import { InMemoryPort } from '@continuum/messaging';
import { createService } from '@continuum/service-kit';
import { AppModule, identityConfig, Resolver } from '../dist/index.js';

process.once('disconnect', () => process.exit());
const config = identityConfig();
const app = await createService(AppModule.with(config, { port: new InMemoryPort() }), config);
process.on('message', () =>
  process.send(app.get(Resolver).memory === undefined ? 'standby' : 'writer'),
);
process.send('started');
