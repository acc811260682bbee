import { ACTIONS, GATEWAY_OBLIGATIONS, Label, type FieldError } from '@continuum/contracts';
import type { PolicySet } from '../../policy-set.js';
import {
  INSTRUMENT_KINDS,
  OWN_OBLIGATIONS,
  PROTECTION,
  PURPOSES,
  RELATION_KINDS,
} from '../../vocabulary.js';
import { fault, repeated, unknownWords } from './fault.js';

const words = {
  labels: new Set<string>(Label.enum),
  actions: new Set<string>(ACTIONS),
  purposes: new Set<string>(PURPOSES),
  instruments: new Set<string>(INSTRUMENT_KINDS),
  relations: new Set<string>(RELATION_KINDS),
  obligations: new Set<string>([...GATEWAY_OBLIGATIONS, ...OWN_OBLIGATIONS]),
  transforms: new Set<string>(PROTECTION),
};

/** Basis rows with their approvals, templates, purposes and checklists. */
export function validateLaw(set: PolicySet): FieldError[] {
  return [
    ...repeated(
      'basisRows',
      set.basisRows.map(({ id }) => id),
    ),
    ...repeated(
      'templates',
      set.templates.map(({ id }) => id),
    ),
    ...repeated(
      'purposes',
      set.purposes.map(({ purpose }) => purpose),
    ),
    ...repeated(
      'checklists',
      set.checklists.map(({ kind }) => kind),
    ),
    ...set.basisRows.flatMap((row) => basisFaults(row, set)),
    ...set.approvals.flatMap((row) => approvalFaults(row, set)),
    ...set.templates.flatMap((row) => templateFaults(row, set)),
    ...set.purposes.flatMap(({ purpose, relations, instruments }) => [
      ...unknownWords(`purposes[${purpose}]`, [purpose], words.purposes),
      ...unknownWords(`purposes[${purpose}].relations`, relations, words.relations),
      ...unknownWords(`purposes[${purpose}].instruments`, instruments, words.instruments),
    ]),
    ...set.checklists.flatMap(({ kind }) =>
      unknownWords(`checklists[${kind}]`, [kind], words.instruments),
    ),
  ];
}

function basisFaults({ id, ...row }: PolicySet['basisRows'][number], set: PolicySet): FieldError[] {
  const name = `basisRows[${id}]`;
  return [
    ...unknownWords(`${name}.labels`, row.labels, words.labels),
    ...unknownWords(`${name}.purposes`, row.purposes, words.purposes),
    ...unknownWords(`${name}.actions`, row.actions, words.actions),
    ...unknownWords(`${name}.instruments`, row.instruments, words.instruments),
    ...unknownWords(`${name}.obligations`, row.obligations, words.obligations),
    ...unknownWords(`${name}.transform`, [row.transform], words.transforms),
    ...unknownWords(`${name}.recipient.relations`, row.recipient.relations ?? [], words.relations),
    ...unknownWords(
      `${name}.recipient.roleGroups`,
      row.recipient.roleGroups ?? [],
      new Set(Object.keys(set.roleGroups)),
    ),
  ];
}

function approvalFaults(
  { row, approvedBy }: PolicySet['approvals'][number],
  { basisRows }: PolicySet,
): FieldError[] {
  const approved = basisRows.find(({ id }) => id === row);
  if (!approved) return [fault(`approvals[${row}]`, 'UNKNOWN_WORD', 'There is no such row.')];
  return approved.author === approvedBy
    ? [fault(`approvals[${row}]`, 'OWN_APPROVAL', 'Nobody approves a row of their own.')]
    : [];
}

function templateFaults(
  { id, ...row }: PolicySet['templates'][number],
  { datasets }: PolicySet,
): FieldError[] {
  const name = `templates[${id}]`;
  const elements = new Set(
    datasets.flatMap((dataset) => dataset.elements.map((element) => element.id)),
  );
  return [
    ...unknownWords(`${name}.purpose`, [row.purpose], words.purposes),
    ...unknownWords(`${name}.actions`, row.actions, words.actions),
    ...unknownWords(`${name}.elements`, row.elements, elements),
    ...unknownWords(
      `${name}.datasets`,
      row.datasets,
      new Set(datasets.map((dataset) => dataset.id)),
    ),
    ...unknownWords(`${name}.transforms`, Object.values(row.transforms), words.transforms),
    ...unknownWords(`${name}.obligations`, row.obligations, words.obligations),
    ...(row.groups.length + row.elements.length === 0
      ? [fault(name, 'INCOMPLETE', 'A template names what is needed.')]
      : []),
  ];
}
