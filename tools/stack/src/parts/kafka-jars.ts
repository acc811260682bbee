import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { access, mkdir, readFile, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { findMaven } from './java.js';

const run = promisify(execFile);
export const KAFKA_FOLDER = join(import.meta.dirname, '..', '..', 'kafka');

export type Jars = { readonly folder: string } | { readonly problem: string };

/** Apache Kafka's jars, copied once per machine and version of the pom. */
export async function kafkaJars(
  say: (line: string) => void,
  env: NodeJS.ProcessEnv,
): Promise<Jars> {
  const pom = join(KAFKA_FOLDER, 'pom.xml');
  const digest = createHash('sha256')
    .update(await readFile(pom))
    .digest('hex')
    .slice(0, 12);
  const cache = join(env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'continuum');
  const folder = join(cache, `kafka-${digest}`);
  if (await exists(folder)) return { folder };

  const maven = await findMaven(env);
  if ('problem' in maven) return maven;
  say('Fetching Apache Kafka (43 MB, once)');
  const unfinished = `${folder}-${process.pid}`;
  await mkdir(cache, { recursive: true });
  try {
    const goal = ['dependency:copy-dependencies', '-DincludeScope=runtime'];
    await run(maven.command, ['-q', '-B', '-f', pom, ...goal, `-DoutputDirectory=${unfinished}`]);
    await rename(unfinished, folder);
    return { folder };
  } catch {
    await rm(unfinished, { recursive: true, force: true });
    if (await exists(folder)) return { folder };
    return { problem: 'Maven could not fetch Apache Kafka (is Maven Central reachable?)' };
  }
}

const exists = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  );
