import type { StackFolder } from '@continuum/stack';
import { readdir, readFile } from 'node:fs/promises';

const TICKS_PER_SECOND = 100;

/** CPU seconds of Kafka and of PostgreSQL with all its connections; nothing where there is no /proc. */
export async function serverCpuSeconds(folder: StackFolder): Promise<Record<string, number>> {
  const stats = await processStats();
  const used = await Promise.all(
    ['kafka', 'postgres'].map(async (name) => {
      const pid = await pidOf(folder, name);
      const own = stats.filter((stat) => stat.pid === pid || stat.parent === pid);
      return [name, own.reduce((sum, { ticks }) => sum + ticks, 0) / TICKS_PER_SECOND] as const;
    }),
  );
  return Object.fromEntries(used);
}

async function pidOf(folder: StackFolder, name: string): Promise<number> {
  const text = await readFile(`${folder.path}/processes/${name}.json`, 'utf8').catch(() => '{}');
  return (JSON.parse(text) as { pid?: number }).pid ?? -1;
}

async function processStats() {
  const pids = (await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name));
  const texts = await Promise.all(
    pids.map((pid) => readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')),
  );
  return texts.flatMap((text, nth) => {
    if (text === '') return [];
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    // Children that ended count with their parent.
    const ticks = [11, 12, 13, 14].reduce((sum, at) => sum + Number(fields[at]), 0);
    return [{ pid: Number(pids[nth]), parent: Number(fields[1]), ticks }];
  });
}
