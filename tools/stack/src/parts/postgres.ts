import { execFile } from 'node:child_process';
import { access, chown, mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { startChild, untilReady, type Child } from './child.js';
import { isReachable, postgresBinaries } from './postgres-binaries.js';
import type { StackFolder } from './stack-folder.js';

const run = promisify(execFile);

export interface PostgresOptions {
  readonly port: number;
  readonly password: string;
  /** Tests do not fear a power cut. */
  readonly isDurable: boolean;
}

export interface PostgresServer {
  /** Of its superuser. */
  readonly url: string;
  readonly child: Child;
}

const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '250',
  shared_buffers: '256MB',
  max_wal_size: '2GB',
  // Many short statements on few cores: compiling them and sharing them out costs more than it saves.
  jit: 'off',
  // Everything lies in memory or on flash: a look-up costs no more than reading on.
  random_page_cost: '1.1',
  max_parallel_workers_per_gather: '0',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_parameter_max_length_on_error: '0',
  log_min_error_statement: 'panic',
};
const FORGETFUL = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };

/** A PostgreSQL of our own, from the npm package; data of an earlier start is found again. */
export async function startPostgres(
  folder: StackFolder,
  options: PostgresOptions,
): Promise<PostgresServer> {
  const user = process.getuid?.() === 0 ? await postgresUser() : undefined;
  const bin = await postgresBinaries(user !== undefined);
  const data = await dataFolder(folder, user !== undefined);
  await initialise({ bin, data, user, password: options.password });

  const settings = { ...SETTINGS, ...(options.isDurable ? {} : FORGETFUL) };
  const child = await startChild(folder, {
    name: 'postgres',
    command: join(bin, 'postgres'),
    args: ['-D', data, '-p', `${options.port}`, ...flags(settings)],
    cwd: dirname(data),
    user,
  });
  const url = `postgres://postgres:${options.password}@127.0.0.1:${options.port}/postgres`;
  await untilReady(child, () => answers(url));
  return { url, child };
}

type User = { readonly uid: number; readonly gid: number } | undefined;
interface Place {
  readonly bin: string;
  readonly data: string;
  readonly user: User;
  readonly password: string;
}

async function initialise({ bin, data, user, password }: Place) {
  if (
    await access(join(data, 'PG_VERSION')).then(
      () => true,
      () => false,
    )
  )
    return;
  await rm(data, { recursive: true, force: true });
  await mkdir(data, { recursive: true, mode: 0o700 });
  const passwordFile = `${data}.password`;
  await writeFile(passwordFile, password, { mode: 0o600 });
  if (user) for (const path of [data, passwordFile]) await chown(path, user.uid, user.gid);
  try {
    const locale = ['--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
    const sign = ['--auth=scram-sha-256', '--username=postgres', `--pwfile=${passwordFile}`];
    await run(join(bin, 'initdb'), [`--pgdata=${data}`, '--locale=C', ...locale, ...sign], {
      cwd: dirname(data),
      ...user,
    });
  } finally {
    await rm(passwordFile, { force: true });
  }
}

/** The clone may lie where only root can go; then the data lies outside and `.stack` says where. */
async function dataFolder(folder: StackFolder, forAnotherUser: boolean): Promise<string> {
  if (!forAnotherUser || (await isReachable(folder.file('data')))) return folder.data('postgres');
  await mkdir(folder.outside, { recursive: true });
  const data = join(folder.outside, 'postgres');
  await writeFile(folder.file('postgres-data-is-in'), `${data}\n`);
  return data;
}

/** PostgreSQL refuses to run as root. */
async function postgresUser(): Promise<{ uid: number; gid: number }> {
  const idOf = async (flag: string) => Number((await run('id', [flag, 'postgres'])).stdout);
  const exists = await idOf('-u').then(
    () => true,
    () => false,
  );
  if (!exists) await run('useradd', ['--system', '--user-group', '--no-create-home', 'postgres']);
  return { uid: await idOf('-u'), gid: await idOf('-g') };
}

async function answers(url: string): Promise<boolean> {
  const client = new Client(url);
  client.on('error', () => undefined);
  try {
    await client.connect();
    return (await client.query('SELECT 1')).rowCount === 1;
  } finally {
    await client.end();
  }
}

const flags = (settings: object) =>
  Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
