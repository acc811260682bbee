import { joinStream } from '@continuum/messaging';
import { startService } from '@continuum/service-kit';
import { AppModule } from './app.module.js';
import { referralConfig } from './config.js';

const config = referralConfig();
await startService(AppModule.with(config), config, { before: [joinStream] });
