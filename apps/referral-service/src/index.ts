export { AppModule, SERVICE_NAME, type GivenParts } from './app.module.js';
export { referralConfig, type ReferralConfig } from './config.js';
export { migrations } from './store/data-source.js';
