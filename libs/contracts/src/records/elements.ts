import type { Label } from '../words.js';
import type { Destination } from './field.js';
import './kinds.js';
import { recordKinds, type RecordKind } from './record-kind.js';

/** Subject fields that a decision may show: element name → property of the pushed subject. */
export const SUBJECT_ELEMENTS = {
  name: 'names',
  birthDate: 'birthDates',
  identifier: 'identifiers',
  address: 'addresses',
  phone: 'phones',
  email: 'emails',
} as const;
export type SubjectElement = keyof typeof SUBJECT_ELEMENTS;

/** The unit of every decision: one field of one dataset. */
export interface Element {
  /** Flat, `<dataset>.<field>`. */
  readonly id: string;
  readonly dataset: string;
  readonly kind: string;
  readonly field: string;
  /** Where it travels beside its owner: to `subjects`, to `activities` (a token in place of a number), or nowhere. */
  readonly destination: Destination | 'subject';
  /** Least labels; those of the record come on top. Empty where each source labels its records. */
  readonly labels: readonly Label[];
  readonly isExistenceSensitive: boolean;
}

/** Every element of every record kind, by id. An id that is not here is unknown. */
export const elements: ReadonlyMap<string, Element> = new Map(
  [...recordKinds.values()].flatMap(elementsOf).map((element) => [element.id, element]),
);

function elementsOf(kind: RecordKind): Element[] {
  const fields = Object.entries(kind.fields).map(([field, { to, labels }]) =>
    element(kind, field, to, labels),
  );
  const subject = Object.keys(SUBJECT_ELEMENTS).map((field) => element(kind, field, 'subject', []));
  return kind.hasSubject ? [...subject, ...fields] : fields;
}

function element(
  { kind, dataset, isExistenceSensitive, ...record }: RecordKind,
  field: string,
  destination: Element['destination'],
  labels: readonly Label[],
): Element {
  return {
    id: `${dataset}.${field}`,
    dataset,
    kind,
    field,
    destination,
    labels: [...new Set([...record.labels, ...labels])],
    isExistenceSensitive,
  };
}
