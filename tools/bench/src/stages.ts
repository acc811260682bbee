import { setTimeout as wait } from 'node:timers/promises';
import type { Stores } from './stores.js';

const LOOK_MS = 500;
const GIVE_UP_S = 900;

/** Seconds since `startedAt` at which every one of so many records had passed each stage. */
export async function stagesPassed(
  stores: Stores,
  records: number,
  startedAt: number,
): Promise<Record<string, number>> {
  const stages: Record<string, () => Promise<boolean>> = {
    relay: async () => (await stores.unsent()) === 0,
    identity: async () => (await stores.linked()) >= records,
    consent: async () => (await stores.decidable()) >= records,
    mart: async () =>
      (await stores.staged()) >= records &&
      (await stores.linkedInMart()) >= records &&
      (await stores.dirty()) === 0,
  };
  const passed: Record<string, number> = {};
  for (;;) {
    for (const [stage, isPassed] of Object.entries(stages)) {
      if (passed[stage] === undefined && (await isPassed())) passed[stage] = since(startedAt);
    }
    const missing = Object.keys(stages).filter((stage) => passed[stage] === undefined);
    if (missing.length === 0) return passed;
    if (since(startedAt) > GIVE_UP_S) throw new Error(`Still not through: ${missing.join(', ')}.`);
    await wait(LOOK_MS);
  }
}

const since = (startedAt: number) => (performance.now() - startedAt) / 1000;
