import { joinStream } from '@continuum/messaging';
import { startService } from '@continuum/service-kit';
import { AppModule } from './app.module.js';
import { identityConfig } from './config.js';

const config = identityConfig();
await startService(AppModule.with(config), config, { before: [joinStream] });
