import { AsyncLocalStorage } from 'node:async_hooks';

/** Root request of what happens now, carried into every event published on the way. */
export interface Correlation {
  readonly correlationId: string;
  readonly traceparent?: string;
}

const current = new AsyncLocalStorage<Correlation>();

export const correlation = (): Correlation | undefined => current.getStore();
export const within = <T>(context: Correlation, work: () => T): T => current.run(context, work);
