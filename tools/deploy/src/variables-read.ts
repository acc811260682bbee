import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

export const ROOT = join(import.meta.dirname, '..', '..', '..');

export const serviceNames = async (): Promise<string[]> =>
  (await readdir(join(ROOT, 'apps'))).filter((name) => name !== 'system-tests');

type ReadConfig = (env: NodeJS.ProcessEnv) => unknown;

/** Names of the variables a service asks its environment for, seen by letting it read. */
export async function variablesRead(service: string): Promise<Set<string>> {
  const asked = new Set<string>();
  const env = new Proxy<NodeJS.ProcessEnv>({}, { get: (_, name) => void asked.add(String(name)) });
  refusalOf(await readerOf(service), env);
  return asked;
}

/** Why the service would not start in this environment. */
export async function refusal(service: string, env: Readonly<Record<string, string>>) {
  const given: NodeJS.ProcessEnv = {};
  for (const [name, value] of Object.entries(env)) {
    // A secret's file exists only where the service runs.
    given[/KEY_FILE$/.test(name) ? name.replace('_FILE', '') : name] = value;
  }
  return refusalOf(await readerOf(service), given);
}

async function readerOf(service: string): Promise<ReadConfig> {
  const file = join(ROOT, 'apps', service, 'src', 'config.ts');
  const exported = (await import(file)) as Readonly<Record<string, unknown>>;
  const reader = Object.entries(exported).find(([name]) => name.endsWith('Config'));
  if (!reader) throw new Error(`${service}/src/config.ts exports no function named …Config.`);
  return reader[1] as ReadConfig;
}

function refusalOf(readConfig: ReadConfig, env: NodeJS.ProcessEnv): string | undefined {
  try {
    readConfig(env);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}
