import { constants, PerformanceObserver } from 'node:perf_hooks';
import { getHeapStatistics } from 'node:v8';
import { Gauge, register } from 'prom-client';

const NAME = 'heap_after_collection_bytes';

/** What is left after each full collection: a leak shows here, what was not collected yet does not. Once a process. */
export function watchHeap(): void {
  if (register.getSingleMetric(NAME)) return;
  const heap = new Gauge({ name: NAME, help: 'Heap in use after the last full collection.' });
  heap.set(getHeapStatistics().used_heap_size);
  new PerformanceObserver((list) => {
    if (list.getEntries().some(isFull)) heap.set(getHeapStatistics().used_heap_size);
  }).observe({ entryTypes: ['gc'] });
}

const isFull = (entry: object) =>
  'detail' in entry &&
  (entry.detail as { kind: number }).kind === constants.NODE_PERFORMANCE_GC_MAJOR;
