import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { CITY } from './services.js';

/** `police/jail` pushes as `source-police-jail`. */
export const clientOfSource = (source: string) => `source-${source.replace('/', '-')}`;

/** Client ids of the departments' systems, from the list that ingest-service reads. */
export async function sourceClients(): Promise<string[]> {
  const text = await readFile(join(CITY, 'sources.yaml'), 'utf8');
  const { sources } = parse(text) as { sources: { client: string }[] };
  return sources.map(({ client }) => client);
}
