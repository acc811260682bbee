import { writeFile } from 'node:fs/promises';
import { COMMITTED, documentText } from './committed.js';

await writeFile(COMMITTED, await documentText());
