import { existsSync } from 'node:fs';
import { join } from 'node:path';

const folder =
  process.env['LINKING_DATA'] ?? join(import.meta.dirname, '../../../..', 'shared', 'data');

/** Path of a labelled file beside the project; undefined where it is not there. */
export function sharedFile(name: string): string | undefined {
  const file = join(folder, name);
  return existsSync(file) ? file : undefined;
}
