import { createRequire } from 'node:module';

interface RequestQueue {
  readonly pending: readonly unknown[];
  scheduleCheckPendingRequests(): void;
}

/**
 * The client sets a timer for its next look at waiting requests also when none waits, and in the past: every connection
 * then wakes its process each millisecond, for ever.
 */
export function lookOnlyForWhatWaits(queue: RequestQueue): void {
  const look = queue.scheduleCheckPendingRequests;
  queue.scheduleCheckPendingRequests = function (this: RequestQueue) {
    if (this.pending.length > 0) look.call(this);
  };
}

const require = createRequire(import.meta.url);
lookOnlyForWhatWaits(
  (require('kafkajs/src/network/requestQueue') as { prototype: RequestQueue }).prototype,
);
