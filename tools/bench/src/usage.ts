import type { RunningStack } from '@continuum/stack';

export interface Usage {
  readonly cpuSeconds: number;
  readonly residentMiB: number;
}

/** What each service, and the process that brings the load, has used so far. */
export async function usageOf({ healthUrls }: RunningStack): Promise<Record<string, Usage>> {
  const read = async ([service, url]: [string, string]) => {
    const text = await (await fetch(`${url}/metrics`)).text();
    const value = (name: string) => Number(new RegExp(`^${name} (\\S+)`, 'm').exec(text)?.[1] ?? 0);
    const cpuSeconds = value('process_cpu_seconds_total');
    const residentMiB = Math.round(value('process_resident_memory_bytes') / 2 ** 20);
    return [service, { cpuSeconds, residentMiB }] as const;
  };
  const services = await Promise.all(Object.entries(healthUrls).map(read));
  return { ...Object.fromEntries(services), load: ownUsage() };
}

function ownUsage(): Usage {
  const { user, system } = process.cpuUsage();
  return {
    cpuSeconds: (user + system) / 1e6,
    residentMiB: Math.round(process.memoryUsage.rss() / 2 ** 20),
  };
}
