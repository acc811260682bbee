export { AppModule } from './app.module.js';
export { consentServiceConfig, type ConsentServiceConfig } from './config.js';
export { beforeOpening } from './before-opening.js';
export { consentServiceMigrations } from './store/data-source.js';
export { digestOf } from './actions/policy-set-of.js';
export * from './domain/policy/assemble-policy-set.js';
export * from './domain/policy/policy-set-from.js';
export * from './domain/policy/resolve-dates.js';
export type * from './domain/policy/policy-document.js';
