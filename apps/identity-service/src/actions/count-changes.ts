import type { Changes } from '../domain/resolution/changes.js';
import type { Memory } from '../domain/resolution/memory.js';
import { resolverMetrics } from './metrics.js';

let largestComponent = 0;
let largestPerson = 0;

/** What a committed batch amounted to. */
export function countChanges(parts: readonly Changes[], { book, index, edges }: Memory): void {
  resolverMetrics.batchSteps.observe(parts.reduce((sum, { steps }) => sum + steps.length, 0));
  for (const part of parts) countPart(part);
  resolverMetrics.largestComponent.set(largestComponent);
  resolverMetrics.largestPerson.set(largestPerson);
  for (const [part, { bytes }] of Object.entries({ descriptions: book, index, edges }))
    resolverMetrics.memoryBytes.set({ part }, bytes);
}

function countPart({ steps, persons, merges, splits, effort }: Changes): void {
  resolverMetrics.steps.inc(steps.length);
  for (const candidates of effort.candidates) resolverMetrics.candidates.observe(candidates);
  for (const [guard, times] of effort.refusals) resolverMetrics.refusals.inc({ guard }, times);
  for (const { cause } of merges) resolverMetrics.merges.inc({ cause });
  for (const { cause } of splits) resolverMetrics.splits.inc({ cause });
  largestComponent = Math.max(largestComponent, effort.largestComponent);
  for (const { recordCount } of persons) largestPerson = Math.max(largestPerson, recordCount);
}
