import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const NEEDED = 17;

type Env = NodeJS.ProcessEnv;

export type Found = { readonly command: string } | { readonly problem: string };

export async function findJava(env: Env): Promise<Found> {
  const home = env['JAVA_HOME'];
  const command = home ? join(home, 'bin', 'java') : 'java';
  const answer = await run(command, ['-version'], { env }).catch(() => undefined);
  if (!answer) return { problem: `Java ${NEEDED}+ not found (java: none)` };

  const version = /version "(\d+)/.exec(answer.stderr + answer.stdout)?.[1] ?? 'unknown';
  if (Number(version) >= NEEDED) return { command };
  return { problem: `Java ${NEEDED}+ not found (java: ${version})` };
}

export async function findMaven(env: Env): Promise<Found> {
  const found = await run('mvn', ['-version'], { env }).catch(() => undefined);
  return found ? { command: 'mvn' } : { problem: 'Maven not found (mvn: none)' };
}

export async function findDocker(env: Env = process.env): Promise<Found> {
  const answer = await run('docker', ['info', '--format', '{{.ServerVersion}}'], { env }).catch(
    () => undefined,
  );
  return answer ? { command: 'docker' } : { problem: 'Docker does not answer' };
}
