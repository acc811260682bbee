import type { RunningStack } from '@continuum/stack';

/** Resident memory of each service in MiB, from its metrics. */
export async function residentMiB({ healthUrls }: RunningStack): Promise<Record<string, number>> {
  const read = async ([service, url]: [string, string]) => {
    const text = await (await fetch(`${url}/metrics`)).text();
    const bytes = /^process_resident_memory_bytes (\S+)/m.exec(text)?.[1] ?? '0';
    return [service, Math.round(Number(bytes) / 2 ** 20)] as const;
  };
  return Object.fromEntries(await Promise.all(Object.entries(healthUrls).map(read)));
}

/** CPU seconds each service has used so far. */
export async function cpuSeconds({ healthUrls }: RunningStack): Promise<Record<string, number>> {
  const read = async ([service, url]: [string, string]) => {
    const text = await (await fetch(`${url}/metrics`)).text();
    return [service, Number(/^process_cpu_seconds_total (\S+)/m.exec(text)?.[1] ?? 0)] as const;
  };
  return Object.fromEntries(await Promise.all(Object.entries(healthUrls).map(read)));
}
