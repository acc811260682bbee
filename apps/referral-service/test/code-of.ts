import { Refused } from '@continuum/contracts';

const TAKEN = 'taken';
const codeIn = (error: unknown) => (error instanceof Refused ? error.code : error);

/** The code with which a step is refused, or `taken`. */
export function codeOf(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return codeIn(error);
  }
  return TAKEN;
}

/** The same of work that is under way. */
export const codeWhenDone = (work: Promise<unknown>): Promise<unknown> =>
  work.then(() => TAKEN, codeIn);
