import type { Random } from '../random.js';

/** Share of the records in which each error is possible that have it; a department may have its own. */
export const ERROR_SHARES = {
  typo: 0.06,
  nickname: 0.08,
  swappedNames: 0.01,
  /** Written as said by people whose family name comes first. */
  familyFirst: 0.05,
  /** Part of a double or particled family name left out. */
  familyPart: 0.15,
  /** Another spelling of a name from another script, marks, hyphens and particles written otherwise. */
  spelling: 0.12,
  suffixMissing: 0.5,
  alias: 0.06,
  falseName: 0.004,
  birthDateMissing: 0.04,
  partialDate: 0.01,
  dayMonthSwapped: 0.015,
  digitOff: 0.015,
  /** Only the year is known, and the source writes the first of January. */
  paddedDate: 0,
  statedAge: 0.5,
  sexMissing: 0.02,
  sexWrong: 0.003,
  numberDigitOff: 0.01,
  unidentified: 0.01,
  sharedAddress: 0.2,
  addressMissing: 0.1,
  sharedPhone: 0.08,
  phonePassedOn: 0.03,
} as const;
export type ErrorName = keyof typeof ERROR_SHARES;
export type ErrorShares = Readonly<Partial<Record<ErrorName, number>>>;

/** Decides which errors one copy gets, and remembers them. */
export class Errors {
  readonly made: ErrorName[] = [];

  constructor(
    private readonly shares: ErrorShares,
    private readonly random: Random,
  ) {}

  happens(name: ErrorName, isPossible = true): boolean {
    // Always draws, so that one impossible error does not move all that follow.
    const does = this.random.chance(this.shares[name] ?? ERROR_SHARES[name]) && isPossible;
    if (does) this.made.push(name);
    return does;
  }
}
