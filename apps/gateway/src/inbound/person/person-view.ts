import type { PersonView } from '@continuum/contracts';
import { confidentialityOf } from '../decision/confidentiality.js';
import type { ShownRecord } from '../decision/shown-record.js';
import type { Permitted } from '../decision/under-decision.js';
import { birthDateOf, nameOf } from './person-name.js';

type DepartmentRecords = PersonView['departments'][number];
type Withheld = PersonView['withheld'][number];

/** Built anew from what is shown, never stored. */
export function personView(personId: string, permitted: Permitted): PersonView {
  const { decision, records, notices } = permitted;
  return {
    personId,
    decisionId: decision.decisionId,
    validUntil: decision.validUntil,
    confidentiality: confidentialityOf(records),
    name: nameOf(records),
    birthDate: birthDateOf(records),
    departments: departmentsOf(records),
    withheld: withheldOf(permitted),
    notices,
  };
}

function departmentsOf(records: readonly ShownRecord[]): DepartmentRecords[] {
  const shown = records.filter(({ elements }) => Object.keys(elements).length > 0);
  return [...Map.groupBy(shown, ({ department }) => department)].map(([department, own]) => ({
    department,
    records: own.map(({ recordKey, dataset, elements }) => ({ recordKey, dataset, elements })),
  }));
}

function withheldOf({ records, decision }: Permitted): Withheld[] {
  const texts = new Map(decision.reasons.map(({ code, text }) => [code, text]));
  const rows = records.flatMap(({ department, dataset, withheld }) =>
    withheld.map(({ element, reason }) => ({ department, dataset, reason, element })),
  );
  const same = Map.groupBy(rows, (row) => [row.department, row.dataset, row.reason].join(' '));
  return [...same.values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const { department, dataset, reason } = first;
    const elements = [...new Set(group.map(({ element }) => element))].sort();
    return [{ department, dataset, reason, text: texts.get(reason) ?? null, elements }];
  });
}
