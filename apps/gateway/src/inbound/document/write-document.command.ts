import { writeFile } from 'node:fs/promises';
import { COMMITTED, makeDocument } from './committed.js';

await writeFile(COMMITTED, `${JSON.stringify(await makeDocument(), null, 2)}\n`);
