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
  // In their order, and each only when the one before is through: to count a table costs what is measured here.
  for (const [stage, isPassed] of Object.entries(stages)) {
    while (!(await isPassed())) {
      if (since(startedAt) > GIVE_UP_S) throw new Error(`Still not through: ${stage}.`);
      await wait(LOOK_MS);
    }
    passed[stage] = since(startedAt);
  }
  return passed;
}

const since = (startedAt: number) => (performance.now() - startedAt) / 1000;
