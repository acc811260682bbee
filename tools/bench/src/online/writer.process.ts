import { AppModule, identityConfig, Resolver } from '@continuum/identity-service';
import { InMemoryPort } from '@continuum/messaging';
import { createService } from '@continuum/service-kit';

/** identity-service without a broker, in a process of its own: what it resolves waits in intake. */
process.once('disconnect', () => process.exit());
const config = identityConfig();
const app = await createService(AppModule.with(config, { port: new InMemoryPort() }), config);
process.on('message', () =>
  process.send?.(app.get(Resolver).memory === undefined ? 'standby' : 'writer'),
);
process.send?.('started');
