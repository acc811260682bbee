import { startService } from '@continuum/service-kit';
import { AppModule } from './app.module.js';
import { gatewayConfig } from './config.js';
import { openDoor } from './open-door.js';

const config = gatewayConfig();
await startService(AppModule.with(config), config, { before: [openDoor(config)] });
