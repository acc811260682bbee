export { barePipeline } from './bare-pipeline.js';
export { batchesOf, push, someRecords } from './push.js';
