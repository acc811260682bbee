import type { Changes } from '../../domain/resolution/changes.js';

/** Under which lease, model and frequencies a batch was made. */
export interface Made {
  readonly leaseEpoch: number;
  readonly modelId: string;
  readonly epochId: string;
}

/** What a batch adds to one table, or brings up to date there: its statement, and the values it has places for. */
export interface Table {
  readonly text: string;
  readonly places: number;
  readonly valuesOf: (changes: Changes, made: Made) => readonly unknown[];
}

/** Numbers, ids or words as an array: nothing in them needs a quote, and to look for it costs more than to write them. */
export function plain<Row>(
  rows: readonly Row[],
  of: (row: Row) => number | string | boolean | null,
): string {
  let text = '{';
  for (const row of rows) text += `${text.length > 1 ? ',' : ''}${of(row) ?? 'NULL'}`;
  return `${text}}`;
}
