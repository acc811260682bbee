import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { access, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startChild, untilReady, type Child } from './child.js';
import { findDocker, findJava } from './java.js';
import { KAFKA_FOLDER, kafkaJars } from './kafka-jars.js';
import { asEnvironment, asProperties, kafkaSettings, type KafkaPorts } from './kafka-settings.js';
import type { StackFolder } from './stack-folder.js';

const run = promisify(execFile);
/** One small broker on few cores: it is gone before the second compiler and a parallel collector have paid. */
const JVM = ['-Xms256m', '-Xmx768m', '-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC'];
export const IMAGE = 'apache/kafka:4.2.0';

export interface KafkaServer {
  readonly brokers: string;
  readonly child: Child;
}
type Way =
  { readonly by: 'java'; readonly java: string; readonly jars: string } | { readonly by: 'docker' };

/** How this machine can run Kafka. @throws Error that names what is missing and every way out */
export async function wayToKafka(
  say: (line: string) => void = () => undefined,
  env: NodeJS.ProcessEnv = process.env,
): Promise<Way> {
  const java = await findJava(env);
  const jars = 'problem' in java ? java : await kafkaJars(say, env);
  if ('command' in java && 'folder' in jars) {
    return { by: 'java', java: java.command, jars: jars.folder };
  }
  const docker = await findDocker(env);
  if ('command' in docker) return { by: 'docker' };
  const missing = ['KAFKA_BROKERS is not set', 'problem' in jars && jars.problem, docker.problem];
  throw new Error(
    `No Kafka: ${missing.filter(Boolean).join('; ')}. Do one of: install Java 17 or newer and Maven ` +
      `(Debian: apt install openjdk-17-jre-headless maven); start Docker; or set KAFKA_BROKERS=host:port.`,
  );
}

/** One KRaft node on 127.0.0.1; data of an earlier start is found again. */
export async function startKafka(
  folder: StackFolder,
  ports: KafkaPorts,
  say?: (line: string) => void,
): Promise<KafkaServer> {
  const way = await wayToKafka(say);
  const log = folder.log('kafka');
  const before = (await readFile(log, 'utf8').catch(() => '')).length;
  const child =
    way.by === 'java' ? await startJars(folder, ports, way) : await startImage(folder, ports);
  const hasStarted = async () =>
    (await readFile(log, 'utf8')).slice(before).includes('Kafka Server started');
  await untilReady(child, hasStarted, 120_000);
  return { brokers: `127.0.0.1:${ports.broker}`, child };
}

async function startJars(
  folder: StackFolder,
  ports: KafkaPorts,
  { java, jars }: { java: string; jars: string },
): Promise<Child> {
  const data = folder.data('kafka');
  const properties = folder.file('kafka.properties');
  await writeFile(properties, asProperties(kafkaSettings(ports, data)));
  const classes = ['-cp', `${jars}/*`];
  if (!(await isFormatted(data))) {
    const storage = ['kafka.tools.StorageTool', 'format', '-t', clusterId(), '-c', properties];
    await run(java, [...classes, ...storage, '--ignore-formatted']);
  }
  const logging = `-Dlog4j2.configurationFile=${join(KAFKA_FOLDER, 'log4j2.properties')}`;
  return startChild(folder, {
    name: 'kafka',
    command: java,
    args: [...JVM, ...classes, logging, 'kafka.Kafka', properties],
  });
}

async function startImage(folder: StackFolder, ports: KafkaPorts): Promise<Child> {
  const settings = kafkaSettings(ports, '/var/lib/kafka/data', '0.0.0.0');
  const variables = Object.entries(asEnvironment(settings)).flatMap(([name, value]) => [
    '-e',
    `${name}=${value}`,
  ]);
  const port = `127.0.0.1:${ports.broker}:${ports.broker}`;
  const volume = `${volumeOf(folder)}:/var/lib/kafka/data`;
  return startChild(folder, {
    name: 'kafka',
    command: 'docker',
    args: ['run', '--rm', '-p', port, '-v', volume, ...variables, IMAGE],
  });
}

/** Data that Docker keeps outside the folder. */
export async function forgetKafka(folder: StackFolder): Promise<void> {
  await run('docker', ['volume', 'rm', '-f', volumeOf(folder)]).catch(() => undefined);
}

const volumeOf = (folder: StackFolder) => folder.outside.replace('/var/tmp/', '');
/** A leading dash would be taken for an option. */
const clusterId = () => `c${randomBytes(16).toString('base64url').slice(1)}`;
const isFormatted = (data: string) =>
  access(join(data, 'meta.properties')).then(
    () => true,
    () => false,
  );
