import { elements, recordKinds, type PersonName } from '@continuum/contracts';
import type { Static } from 'typebox';
import type { ShownRecord } from '../decision/shown-record.js';

export type Name = Static<typeof PersonName>;

/** A person's name on a screen: official use before others, then the newest of what may be read. */
export function nameOf(records: readonly ShownRecord[]): Name | null {
  const names = newestFirst(records).flatMap((record) => valuesOf<Name>(record, 'name'));
  return names.find(({ use }) => use === 'official') ?? names[0] ?? null;
}

/** Recomputed from what may be read; a whole date before one with unknown parts. */
export function birthDateOf(records: readonly ShownRecord[]): string | null {
  const dates = newestFirst(records).flatMap((record) => valuesOf<string>(record, 'birthDate'));
  return dates.find((date) => !date.includes('X')) ?? dates[0] ?? null;
}

function valuesOf<T>({ dataset, elements: values }: ShownRecord, field: string): T[] {
  const value = values[`${dataset}.${field}`];
  return (Array.isArray(value) ? value : value ? [value] : []) as T[];
}

const newestFirst = (records: readonly ShownRecord[]) =>
  records.toSorted((a, b) => (datedAt(a) < datedAt(b) ? 1 : datedAt(a) > datedAt(b) ? -1 : 0));

/** When the record happened, as far as that may be read. */
function datedAt({ elements: values, dataset }: ShownRecord): string {
  const [anyElement = ''] = Object.keys(values);
  const kind = recordKinds.get(elements.get(anyElement)?.kind ?? '');
  const dates = kind?.datedBy.map((field) => values[`${dataset}.${field}`]) ?? [];
  const first = dates.find(Boolean);
  return typeof first === 'string' ? first : '';
}
