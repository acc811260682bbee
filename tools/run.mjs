// Builds what changed, then runs a command of a workspace package: `node tools/run.mjs tools/stack start --fresh`.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import './require-node.mjs';

const [folder, name, ...rest] = process.argv.slice(2);
const root = join(import.meta.dirname, '..');
await import('./build.mjs');

const places = ['', 'inbound'].map((part) =>
  join(root, folder, 'dist', part, `${name}.command.js`),
);
const file = places.find((place) => existsSync(place));
if (!file) throw new Error(`${folder} has no command "${name}".`);
process.argv = [process.argv[0], file, ...rest];
await import(pathToFileURL(file).href);
