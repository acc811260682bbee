import type { RunningStack } from '@continuum/stack';

export interface Usage {
  readonly cpuSeconds: number;
  readonly residentMiB: number;
  /** Of JavaScript, after the last full collection. */
  readonly heapMiB: number;
}

/** What each service, and the process that brings the load, has used so far. */
export async function usageOf({ healthUrls }: RunningStack): Promise<Record<string, Usage>> {
  const read = async ([service, url]: [string, string]) => {
    const text = await (await fetch(`${url}/metrics`)).text();
    const value = (name: string) => Number(new RegExp(`^${name} (\\S+)`, 'm').exec(text)?.[1] ?? 0);
    const cpuSeconds = value('process_cpu_seconds_total');
    const residentMiB = inMiB(value('process_resident_memory_bytes'));
    const heapMiB = inMiB(value('heap_after_collection_bytes'));
    return [service, { cpuSeconds, residentMiB, heapMiB }] as const;
  };
  const services = await Promise.all(Object.entries(healthUrls).map(read));
  return { ...Object.fromEntries(services), load: ownUsage() };
}

function ownUsage(): Usage {
  const { user, system } = process.cpuUsage();
  return {
    cpuSeconds: (user + system) / 1e6,
    residentMiB: inMiB(process.memoryUsage.rss()),
    heapMiB: inMiB(process.memoryUsage().heapUsed),
  };
}

const inMiB = (bytes: number) => Math.round(bytes / 2 ** 20);
