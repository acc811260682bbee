import { runWith } from './parts/run-with.js';
import { commandOf } from './parts/services.js';

/** `npm run audit:verify`: recomputes the audit chain of the running stack. */
const file = commandOf('consent-service', 'audit-verify');
await runWith('consent-service', file, process.argv.slice(2));
