export * from './field.js';
export * from './activity.js';
export * from './record-kind.js';
export * from './pushed-record.js';
export * from './kinds.js';
export * from './elements.js';
