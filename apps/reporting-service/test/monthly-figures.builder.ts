import type { MonthlyMeasure } from '../src/domain/measure.js';
import type { MonthlyFigures } from '../src/domain/monthly-report.js';

/** Figures of a department: what is not given is zero, and every count is of as many people. */
export function figures(
  department: string,
  values: Partial<Record<MonthlyMeasure, number>> = {},
): MonthlyFigures {
  const count = (measure: MonthlyMeasure) => {
    const value = values[measure] ?? 0;
    return { value, people: value };
  };
  return {
    department,
    counts: {
      records: count('records'),
      contactEpisodes: count('contactEpisodes'),
      persons: count('persons'),
      highUtilizers: count('highUtilizers'),
    },
  };
}
