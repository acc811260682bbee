/** Waits between tries: 1 s doubling to 60 s, with jitter, without limit. */
export function backOffMs(attempt: number, random = Math.random()): number {
  const base = Math.min(60_000, 1_000 * 2 ** Math.min(attempt, 10));
  return Math.round(base * (0.75 + random / 2));
}
