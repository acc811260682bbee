import { startService } from '@continuum/service-kit';
import { AppModule } from './app.module.js';
import { ingestConfig } from './config.js';
import { door } from './open-door.js';

const config = ingestConfig();
await startService(AppModule.with(config), config, door);
