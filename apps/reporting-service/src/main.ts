import { joinStream } from '@continuum/messaging';
import { startService } from '@continuum/service-kit';
import { AppModule } from './app.module.js';
import { reportingConfig } from './config.js';

const config = reportingConfig();
await startService(AppModule.with(config), config, { before: [joinStream] });
