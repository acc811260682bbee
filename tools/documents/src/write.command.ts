import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generated } from './index.js';
import { root } from './catalogue.js';

/** `npm run docs`: writes every generated document. */
for (const [file, text] of Object.entries(generated())) {
  writeFileSync(join(root, file), text);
  console.log(file);
}
