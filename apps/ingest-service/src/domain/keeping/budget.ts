/** What a source may still send: `rate` a second, and as much in one go as two seconds give. */
export interface Budget {
  readonly left: number;
  readonly at: number;
}

const BURST_SECONDS = 2;

export interface Spending {
  readonly budget: Budget;
  /** Seconds until there is something again; 0 if the rows were within the budget. */
  readonly waitSeconds: number;
}

/** A batch may overdraw what is left, never begin in debt: so the largest batch gets through at any rate. */
export function spend(
  budget: Budget | undefined,
  rows: number,
  rate: number,
  now: number,
): Spending {
  const most = rate * BURST_SECONDS;
  const earned = budget ? ((now - budget.at) / 1000) * rate : 0;
  const left = budget ? Math.min(most, budget.left + earned) : most;
  if (left <= 0) {
    return { budget: { left, at: now }, waitSeconds: Math.ceil((1 - left) / rate) };
  }
  return { budget: { left: left - rows, at: now }, waitSeconds: 0 };
}
