import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const NEEDED = 17;

export type Found = { readonly command: string } | { readonly problem: string };

export async function findJava(): Promise<Found> {
  const home = process.env['JAVA_HOME'];
  const command = home ? join(home, 'bin', 'java') : 'java';
  const answer = await run(command, ['-version']).catch(() => undefined);
  if (!answer) return { problem: `Java ${NEEDED}+ not found (java: none)` };

  const version = /version "(\d+)/.exec(answer.stderr + answer.stdout)?.[1] ?? 'unknown';
  if (Number(version) >= NEEDED) return { command };
  return { problem: `Java ${NEEDED}+ not found (java: ${version})` };
}

export async function findMaven(): Promise<Found> {
  const found = await run('mvn', ['-version']).catch(() => undefined);
  return found ? { command: 'mvn' } : { problem: 'Maven not found (mvn: none)' };
}

export async function findDocker(): Promise<Found> {
  const answer = await run('docker', ['info', '--format', '{{.ServerVersion}}']).catch(
    () => undefined,
  );
  return answer ? { command: 'docker' } : { problem: 'Docker does not answer' };
}
