import type { LocalDate } from './local-date.js';

/** What a column of a report means. A version is never edited: a change of meaning is a new version. */
export interface Measure {
  readonly id: string;
  readonly version: number;
  readonly text: string;
  readonly effectiveOn: LocalDate;
}

export const MONTHLY_MEASURES = {
  records: {
    id: 'records.valid',
    version: 1,
    text: 'Valid records of the department dated in the month, people under 18 left out.',
    effectiveOn: '2024-01-01',
  },
  contactEpisodes: {
    id: 'contacts.episodes',
    version: 1,
    text: 'Episodes of criminal or municipal citation or qualifying booking whose first record is of the department and dated in the month.',
    effectiveOn: '2024-01-01',
  },
  persons: {
    id: 'records.persons',
    version: 1,
    text: 'Distinct linked people among these records.',
    effectiveOn: '2024-01-01',
  },
  highUtilizers: {
    id: 'hfu_cited_or_booked',
    version: 1,
    text: 'Of these people, those cited or booked in eleven episodes within five years before the as-of date, by confirmed links.',
    effectiveOn: '2024-01-01',
  },
} as const satisfies Readonly<Record<string, Measure>>;

export type MonthlyMeasure = keyof typeof MONTHLY_MEASURES;

/** What a report says its columns mean. */
export interface Definition {
  readonly column: string;
  readonly measure: string;
  readonly version: number;
  readonly text: string;
}

export const MONTHLY_DEFINITIONS: readonly Definition[] = Object.entries(MONTHLY_MEASURES).map(
  ([column, { id, version, text }]) => ({ column, measure: id, version, text }),
);

/** The four of them as one table. A new version of any is a new version of the report. */
export const MONTHLY_REPORT = { measure: 'report.monthly', definitionVersion: 1 } as const;
