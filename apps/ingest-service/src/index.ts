export { AppModule, type Given } from './app.module.js';
export { ingestConfig, settings, type IngestConfig } from './config.js';
export { door } from './open-door.js';
export { databaseOptions } from './store/data-source.js';
export { migrations } from './store/migrations/index.js';
