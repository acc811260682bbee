import {
  CARD_ELEMENTS,
  MDT_ELEMENTS,
  RFRL_ELEMENTS,
  elements as recordElements,
  recordKinds,
  type Element,
  type Label,
} from '@continuum/contracts';
import type { DatasetRow, ElementRow } from '../policy-set.js';
import type { ShortDataset } from './policy-document.js';

interface KnownElement {
  readonly id: string;
  readonly destination: Element['destination'];
  /** Beyond those of its record kind. */
  readonly labels: readonly Label[];
}

const SUBJECT_GROUPS: Readonly<Record<string, readonly string[]>> = {
  name: ['identity', 'locate'],
  birthDate: ['identity', 'locate'],
  address: ['contact', 'locate'],
  phone: ['contact'],
  email: ['contact'],
  identifier: ['number'],
};

/** A dataset with the elements that its contract knows, and those that the city adds to them. */
export function datasetOf({
  groups,
  elements = {},
  existenceSensitive = false,
  ...row
}: ShortDataset): DatasetRow {
  const known = knownElements(row.id);
  const fields = new Set(known.map(({ id }) => fieldOf(id)));
  const added = Object.keys(elements)
    .filter((field) => !fields.has(field))
    .map((field): KnownElement => ({ id: `${row.id}.${field}`, destination: 'owner', labels: [] }));
  return {
    ...row,
    existenceSensitive,
    elements: [...known, ...added].map((element) => ({
      ...elementOf(element, groups),
      ...elements[fieldOf(element.id)],
    })),
  };
}

function knownElements(dataset: string): KnownElement[] {
  const care = [...MDT_ELEMENTS, ...RFRL_ELEMENTS, ...CARD_ELEMENTS].filter((id) =>
    id.startsWith(`${dataset}.`),
  );
  const pushed = [...recordElements.values()].filter((element) => element.dataset === dataset);
  return [
    ...pushed.map(({ id, destination, labels, kind }) => ({
      id,
      destination,
      labels: beyondKind(labels, kind),
    })),
    ...care.map((id) => ({ id, destination: 'owner' as const, labels: [] })),
  ];
}

function beyondKind(labels: readonly Label[], kind: string): Label[] {
  const ofKind = recordKinds.get(kind)?.labels ?? [];
  return labels.filter((label) => !ofKind.includes(label));
}

function elementOf(
  { id, destination, labels }: KnownElement,
  groups: readonly string[],
): ElementRow {
  const field = fieldOf(id);
  const isDirect = destination === 'subject' || destination === 'token';
  return {
    id,
    type: typeOf(field),
    groups:
      destination === 'subject' ? (SUBJECT_GROUPS[field] ?? []) : groupsOf(destination, groups),
    ...(isDirect && { identifierClass: 'direct' as const }),
    labels,
    transform: 'SHOW',
    searchable: destination === 'subject',
  };
}

const groupsOf = (destination: KnownElement['destination'], groups: readonly string[]) =>
  destination === 'token' ? [...groups, 'number'] : groups;

/** Names tell types. */
function typeOf(field: string): ElementRow['type'] {
  if (field.endsWith('At')) return 'instant';
  if (field.endsWith('On') || field === 'birthDate') return 'date';
  return /^is[A-Z]/.test(field) ? 'flag' : 'text';
}

const fieldOf = (id: string) => id.slice(id.indexOf('.') + 1);
