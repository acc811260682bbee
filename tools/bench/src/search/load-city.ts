import type { SubjectReportedV1 } from '@continuum/contracts';
import { commandOf } from '@continuum/stack';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { SECRET } from '../online/an-identity.js';

/** Gives reported subjects to `npm run load`, in a process of its own; what it takes for each part it says itself. */
export async function loadCity(
  databaseUrl: string,
  events: Iterable<SubjectReportedV1>,
): Promise<void> {
  const env = { ...process.env, DATABASE_URL: databaseUrl, IDENTITY_SECRET: SECRET };
  const args = [commandOf('identity-service', 'load'), '-', '--as', 'bench'];
  const child = spawn(process.execPath, args, { env, stdio: ['pipe', 'inherit', 'inherit'] });
  const ended = once(child, 'exit');
  for (const { data } of events) {
    if (!child.stdin.write(`${JSON.stringify(data)}\n`)) await once(child.stdin, 'drain');
  }
  child.stdin.end();
  const [code] = (await ended) as [number | null];
  if (code !== 0) throw new Error('The load failed.');
}
