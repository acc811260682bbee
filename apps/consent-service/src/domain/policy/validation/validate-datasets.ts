import { Label, type FieldError } from '@continuum/contracts';
import type { DatasetRow, ElementRow, PolicySet } from '../../policy-set.js';
import { LEVELS, PROTECTION } from '../../vocabulary.js';
import { fault, repeated, unknownWords } from './fault.js';

const labels = new Set<string>(Label.enum);
const protections = new Set<string>(PROTECTION);

/** Datasets, their elements and labels. */
export function validateDatasets(set: PolicySet): FieldError[] {
  const owners = new Set(
    set.departments.filter(({ victimService }) => !victimService).map(({ id }) => id),
  );
  return [
    ...repeated(
      'datasets',
      set.datasets.map(({ id }) => id),
    ),
    ...set.datasets.flatMap((dataset) => [
      ...unknownWords(`datasets[${dataset.id}].owner`, [dataset.owner], owners),
      ...unknownWords(`datasets[${dataset.id}].labels`, dataset.labels, labels),
      ...levelFaults(`datasets[${dataset.id}].level`, dataset.level, 6),
      ...repeated(
        `datasets[${dataset.id}].elements`,
        dataset.elements.map(({ id }) => id),
      ),
      ...dataset.elements.flatMap((element) => elementFaults(element, dataset)),
    ]),
  ];
}

function elementFaults(element: ElementRow, { id, level }: DatasetRow): FieldError[] {
  const row = `datasets[${id}].elements[${element.id}]`;
  const isNamed = new RegExp(`^${id}\\.[A-Za-z0-9]+$`).test(element.id);
  return [
    ...(isNamed ? [] : [fault(row, 'BAD_ID', 'An element id is <dataset>.<field>.')]),
    ...unknownWords(row, element.labels, labels),
    ...unknownWords(row, [element.transform], protections),
    ...levelFaults(row, element.level ?? level, level),
  ];
}

function levelFaults(row: string, level: number, highest: number): FieldError[] {
  const isLevel = LEVELS.some((known) => known === level) && level <= highest;
  return isLevel ? [] : [fault(row, 'BAD_LEVEL', `A level is a whole number up to ${highest}.`)];
}
