import { runWith } from './parts/run-with.js';
import { commandOf } from './parts/services.js';

/** `npm run load -- FILE.ndjson --as USER`: fills the running stack's identity-service, while it is empty. */
const file = commandOf('identity-service', 'load');
await runWith('identity-service', file, process.argv.slice(2));
