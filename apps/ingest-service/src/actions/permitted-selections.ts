import { permittedColumns } from '@continuum/access';
import { elements, Refused, type Element, type PermitClaims } from '@continuum/contracts';
import type { Selection } from '../store/permitted-field.repository.js';

/**
 * A permit as column lists, each with the keys that share it.
 * @throws Refused UNKNOWN_ELEMENT, for the whole request; NO_DECISION for a key that is not the owner's
 */
export function selectionsOf(permit: PermitClaims): Selection[] {
  const wanted = Object.entries(permit.records).flatMap(([recordKey, ids]) => {
    if (!recordKey.startsWith(`${permit.owner}/`)) {
      throw new Refused('NO_DECISION', 'This permit is for the records of another department.');
    }
    return ofRecord(permit, recordKey, ids);
  });
  const alike = Map.groupBy(wanted, ({ dataset, columns }) => `${dataset} ${columns.join()}`);
  return [...alike.values()].flatMap(([first, ...rest]) =>
    first
      ? [{ ...first, recordKeys: [first, ...rest].flatMap(({ recordKeys }) => recordKeys) }]
      : [],
  );
}

function ofRecord(permit: PermitClaims, recordKey: string, ids: readonly string[]): Selection[] {
  const byDataset = Map.groupBy(ids.map(known), ({ dataset }) => dataset);
  return [...byDataset].flatMap(([dataset, [first]]) => {
    const columns = permittedColumns(permit, recordKey, dataset).toSorted();
    return first && columns.length > 0
      ? [{ kind: first.kind, dataset, columns, recordKeys: [recordKey] }]
      : [];
  });
}

function known(id: string): Element {
  const element = elements.get(id);
  if (element) return element;
  throw new Refused('UNKNOWN_ELEMENT', 'There is no such element.');
}
