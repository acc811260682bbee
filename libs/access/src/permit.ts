import type { Label, PermitClaims } from '@continuum/contracts';
import { abilityOf, datasetOf, recordOf, rulesOf, type PermitAbility } from './permit-rules.js';

const abilities = new WeakMap<object, PermitAbility>();

type Records = Pick<PermitClaims, 'records'>;

/** May this element of this record be read under the permit? */
export function may(permit: Records, recordKey: string, element: string): boolean {
  return check(permit, datasetOf(element), recordKey, element);
}

/** Columns that may be selected of one record, named one by one: the element ids without their dataset. */
export function permittedColumns(permit: Records, recordKey: string, dataset: string): string[] {
  return elementsOf(permit, recordKey)
    .filter((element) => check(permit, dataset, recordKey, element))
    .map((element) => element.slice(dataset.length + 1));
}

/** A record whose labels now go beyond those the decision considered is left out. */
export function isWithinLabels(
  { labels }: Pick<PermitClaims, 'labels'>,
  recordKey: string,
  labelsNow: readonly Label[],
): boolean {
  const considered = Object.hasOwn(labels, recordKey) ? labels[recordKey] : undefined;
  return considered !== undefined && labelsNow.every((label) => considered.includes(label));
}

function elementsOf({ records }: Records, recordKey: string): readonly string[] {
  return Object.hasOwn(records, recordKey) ? (records[recordKey] ?? []) : [];
}

function check(permit: Records, dataset: string, recordKey: string, element: string): boolean {
  return abilityFor(permit).can('read', recordOf(dataset, recordKey), element);
}

function abilityFor(permit: Records): PermitAbility {
  const known = abilities.get(permit);
  if (known) return known;
  const ability = abilityOf(rulesOf(permit));
  abilities.set(permit, ability);
  return ability;
}
