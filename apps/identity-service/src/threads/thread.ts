import { workerData, type MessagePort, type Transferable } from 'node:worker_threads';
import type { Order, Outcome } from './crew-of-threads.js';

/** A thread of a crew: runs what it is told by name, and rings the bell when the outcome is sent. */
const { port, bell } = workerData as { port: MessagePort; bell: Int32Array };

port.on('message', (order: Order) => void obey(order));

async function obey(order: Order): Promise<void> {
  const outcome = await outcomeOf(order);
  port.postMessage(outcome, 'output' in outcome ? buffersIn(outcome.output) : []);
  Atomics.store(bell, 0, 1);
  Atomics.notify(bell, 0);
}

async function outcomeOf({ module, name, input }: Order): Promise<Outcome> {
  try {
    const tasks = (await import(module)) as Record<string, { run: (input: unknown) => unknown }>;
    return { output: tasks[name]!.run(input) };
  } catch (error) {
    return { error };
  }
}

/** Arrays that are moved, not copied. */
function buffersIn(output: unknown): Transferable[] {
  if (typeof output !== 'object' || output === null) return [];
  return Object.values(output).flatMap((value: unknown) =>
    ArrayBuffer.isView(value) && value.buffer instanceof ArrayBuffer ? [value.buffer] : [],
  );
}
