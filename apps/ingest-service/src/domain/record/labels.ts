import type { Label, RecordKind } from '@continuum/contracts';
import type { City, Source } from '../source.js';

type Body = Readonly<Record<string, unknown>>;

const FACILITY_KINDS = ['ems_response', 'health_encounter'];
const FACILITIES = ['facility', 'destinationFacility'];

/** The labels of the kind or of its source, and whatever this record adds to them: the stricter always wins. */
export function labelsOf(
  kind: RecordKind,
  body: Body,
  source: Source,
  city: City,
  further: readonly Label[],
): Label[] {
  const added = Object.entries(kind.addsLabel).flatMap(([field, label]) =>
    body[field] === true && label ? [label] : [],
  );
  const own = source.labels[kind.kind] ?? kind.labels;
  return [...new Set([...own, ...added, ...facilityLabels(kind, body, city), ...further])];
}

function facilityLabels({ kind }: RecordKind, body: Body, { facilities = {} }: City): Label[] {
  if (!FACILITY_KINDS.includes(kind)) return [];
  return FACILITIES.flatMap((field) => facilities[codeOf(body[field])] ?? []);
}

const codeOf = (value: unknown) => (typeof value === 'string' ? value : '');

/** Codes of facilities that the city's list does not have. */
export function unknownFacilities({ kind }: RecordKind, body: Body, { facilities }: City) {
  if (!facilities || !FACILITY_KINDS.includes(kind)) return [];
  return FACILITIES.filter(
    (field) => body[field] !== undefined && !Object.hasOwn(facilities, codeOf(body[field])),
  );
}
