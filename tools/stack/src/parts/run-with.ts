import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readRunning } from './running-record.js';
import type { ServiceName } from './services.js';
import { CLONE } from './stack-folder.js';

/** Runs a command with the settings that a service of the running stack has; its exit code becomes ours. */
export async function runWith(service: ServiceName, file: string, args: readonly string[]) {
  const { environments } = await readRunning(CLONE);
  const env = { ...process.env, ...environments[service] };
  const child = spawn(process.execPath, [file, ...args], { stdio: 'inherit', env });
  const [code] = (await once(child, 'exit')) as [number | null];
  process.exitCode = code ?? 1;
}
