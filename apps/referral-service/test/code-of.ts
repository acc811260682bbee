import { Refused } from '@continuum/contracts';

/** The code with which a step is refused, or `taken`. */
export function codeOf(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error instanceof Refused ? error.code : error;
  }
  return 'taken';
}
