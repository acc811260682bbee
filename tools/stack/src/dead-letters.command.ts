import { runWith } from './parts/run-with.js';
import { DEAD_LETTERS, withDatabase } from './parts/services.js';

/** `npm run dead-letters -- list|replay|discard --service S`: what a service of the running stack refused. */
const args = process.argv.slice(2);
const named = args[args.indexOf('--service') + 1];
const service = withDatabase.find((name) => name === named);
if (!service) throw new Error(`Say --service and one of ${withDatabase.join(', ')}.`);
await runWith(service, DEAD_LETTERS, args);
