export { AppModule } from './app.module.js';
export { reportingConfig, type ReportingConfig } from './config.js';
export { migrations } from './store/data-source.js';
