import {
  MessageChannel,
  receiveMessageOnPort,
  Worker,
  type MessagePort,
} from 'node:worker_threads';
import type { Crew, Task } from '../domain/bulk/crew.js';

/** What a thread is told to do. */
export interface Order {
  readonly module: string;
  readonly name: string;
  readonly input: unknown;
}

export type Outcome = { readonly output: unknown } | { readonly error: unknown };

interface Mate {
  readonly worker: Worker;
  readonly port: MessagePort;
  /** 1 once an outcome lies on the port. */
  readonly bell: Int32Array;
}

/**
 * Threads that work at the side of the one that asks: it does the first part itself and blocks until the others are
 * through. Only for jobs of a process that has nothing else to do.
 */
export class CrewOfThreads implements Crew {
  private readonly mates: readonly Mate[];

  constructor(readonly size: number) {
    this.mates = Array.from({ length: size - 1 }, hire);
  }

  all<I, O>({ module, name, run }: Task<I, O>, parts: readonly I[]): O[] {
    if (parts.length > this.size) throw new Error('There are more parts than threads.');
    for (const [at, input] of parts.slice(1).entries()) {
      this.mates[at]!.port.postMessage({ module, name, input } satisfies Order);
    }
    const own = parts.slice(0, 1).map(run);
    return [...own, ...parts.slice(1).map((_, at) => outcomeOf<O>(this.mates[at]!))];
  }

  async close(): Promise<void> {
    await Promise.all(this.mates.map(({ worker }) => worker.terminate()));
  }
}

function hire(): Mate {
  const { port1, port2 } = new MessageChannel();
  const bell = new Int32Array(new SharedArrayBuffer(4));
  const worker = new Worker(new URL('./thread.js', import.meta.url), {
    workerData: { port: port2, bell },
    transferList: [port2],
  });
  worker.unref();
  port1.unref();
  return { worker, port: port1, bell };
}

function outcomeOf<O>({ port, bell }: Mate): O {
  Atomics.wait(bell, 0, 0);
  Atomics.store(bell, 0, 0);
  const outcome = (receiveMessageOnPort(port) as { message: Outcome }).message;
  if ('error' in outcome) throw outcome.error;
  return outcome.output as O;
}
