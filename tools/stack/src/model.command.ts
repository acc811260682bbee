import { runWith } from './parts/run-with.js';
import { commandOf } from './parts/services.js';

/** `npm run model -- train|compare|activate|active`: identity-service's models, on the running stack. */
const file = commandOf('identity-service', 'model');
await runWith('identity-service', file, process.argv.slice(2));
