import { elements, recordKinds, type DecisionRequest } from '@continuum/contracts';
import type { RunningStack } from '@continuum/stack';
import { setTimeout as wait } from 'node:timers/promises';
import { percentile } from '../latency.js';

/** What a person view asks for: every element of whatever is about a person. */
const VIEW = [...elements.values()]
  .filter(({ kind }) => recordKinds.get(kind)?.hasSubject)
  .map(({ id }) => id);

export interface Load {
  readonly persons: readonly string[];
  readonly perSecond: number;
  readonly seconds: number;
}

interface Taken {
  readonly ms: number;
  readonly outcome: string;
}

/** At a steady rate, whatever the answers take: each is timed from the instant it was meant to be asked. */
export async function askDecisions(stack: RunningStack, { persons, perSecond, seconds }: Load) {
  const headers = await headersOf(stack);
  const total = perSecond * seconds;
  const startedAt = performance.now() + 100;
  const taken = await Promise.all(
    Array.from({ length: total }, async (_, nth): Promise<Taken> => {
      const intended = startedAt + (nth * 1000) / perSecond;
      await wait(Math.max(0, intended - performance.now()));
      const outcome = await decide(stack, headers, persons[nth % persons.length] ?? '');
      return { ms: performance.now() - intended, outcome };
    }),
  );
  const sorted = taken.map(({ ms }) => ms).sort((a, b) => a - b);
  const outcomes = [...Map.groupBy(taken, ({ outcome }) => outcome)];
  return {
    decisions: total,
    elements: VIEW.length,
    perSecond: total / ((performance.now() - startedAt) / 1000),
    ms: {
      p50: percentile(sorted, 0.5),
      p95: percentile(sorted, 0.95),
      p99: percentile(sorted, 0.99),
    },
    outcomes: Object.fromEntries(outcomes.map(([outcome, { length }]) => [outcome, length])),
  };
}

async function headersOf(stack: RunningStack): Promise<Record<string, string>> {
  return {
    authorization: `Bearer ${await stack.serviceToken('gateway', 'consent-service')}`,
    'continuum-user-token': await stack.tokenOf('hana'),
    'content-type': 'application/json',
  };
}

async function decide(
  { urls }: RunningStack,
  headers: Record<string, string>,
  personId: string,
): Promise<string> {
  const request: DecisionRequest = {
    ...{ purpose: 'CARE_COORD', action: 'read', persons: [personId], elements: VIEW },
    capabilities: ['NO_SHARE_ON', 'VIEW_ONLY', 'TIMEBOX'],
  };
  const answer = await fetch(`${urls['consent-service']}/v1/decisions`, {
    ...{ method: 'POST', headers },
    body: JSON.stringify(request),
  }).catch(() => undefined);
  if (!answer) return 'not taken';
  const { outcome, code } = (await answer.json()) as { outcome?: string; code?: string };
  return outcome ?? `${answer.status} ${code ?? ''}`;
}
