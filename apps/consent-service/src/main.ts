import { startService } from '@continuum/service-kit';
import { AppModule } from './app.module.js';
import { beforeOpening } from './before-opening.js';
import { consentServiceConfig } from './config.js';

const config = consentServiceConfig();
await startService(AppModule.with(config), config, {
  before: beforeOpening(config),
  bodyLimit: 2 * 1024 * 1024,
});
