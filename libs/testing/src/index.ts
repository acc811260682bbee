export * from './an-event.js';
export * from './fixed-clock.js';
export * from './issuer.js';
export * from './kafka.js';
export * from './postgres.js';
export * from './service-process.js';
export * from './tcp-proxy.js';
export * from './until.js';
