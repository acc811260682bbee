import { describe, expect, it, jest } from '@jest/globals';
import { once, EventEmitter } from 'node:events';
import pino from 'pino';
import { Loop } from './loop.js';

type Turn = () => Promise<boolean | void>;

/** A loop that takes one turn after the other and says when none is left. */
function aLoop(everyMs: number, ...turns: Turn[]) {
  const told = new EventEmitter();
  const warn = jest.fn();
  class Turns extends Loop {
    turn(): Promise<boolean | void> {
      const next = turns.shift();
      if (turns.length === 0) told.emit('last');
      return next ? next() : Promise.resolve();
    }
  }
  const logger = pino({ level: 'silent' });
  logger.warn = warn;
  const loop = new Turns(everyMs, logger);
  return { loop, warn, last: once(told, 'last') };
}

const done: Turn = () => Promise.resolve();
const failing: Turn = () => Promise.reject(new Error('of somebody by name'));

describe('a loop', () => {
  it('goes on after a turn that failed, and tells neither name nor value', async () => {
    const { loop, warn, last } = aLoop(1, failing, done);
    loop.onApplicationBootstrap();
    await last;
    await loop.beforeApplicationShutdown();

    expect(warn).toHaveBeenCalledTimes(1);
    expect(warn).toHaveBeenCalledWith(
      expect.objectContaining({ error: 'Error', job: 'Turns' }),
      'job interrupted',
    );
    expect(JSON.stringify(warn.mock.calls)).not.toContain('somebody');
  });

  it('takes the next turn at once while there is more', async () => {
    let hasWaited = false;
    const seen: boolean[] = [];
    const noting: Turn = () => Promise.resolve(void seen.push(hasWaited));
    const first: Turn = () => {
      setTimeout(() => (hasWaited = true), 0);
      return Promise.resolve(true);
    };
    const { loop, last } = aLoop(1, first, noting, noting, done);
    loop.onApplicationBootstrap();
    await last;
    await loop.beforeApplicationShutdown();

    expect(seen).toEqual([false, true]);
  });

  it('ends without waiting for its time, and after the turn under way', async () => {
    let isOver = false;
    const { loop, last } = aLoop(1, done, async () => {
      await new Promise(setImmediate);
      isOver = true;
    });
    loop.onApplicationBootstrap();
    await last;
    await loop.beforeApplicationShutdown();
    expect(isOver).toBe(true);

    const idle = aLoop(2_000_000_000, done).loop;
    idle.onApplicationBootstrap();
    await idle.beforeApplicationShutdown();
  });
});
