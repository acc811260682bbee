import { Refused } from '@continuum/contracts';

const LARGEST = 2_147_483_647;

/** The option `--seed` of a command. @throws Refused USAGE */
export function seedOf(option: string): number {
  const seed = Number(option);
  if (/^\d+$/.test(option) && seed <= LARGEST) return seed;
  throw new Refused('USAGE', `--seed is a whole number up to ${LARGEST}.`);
}
