import type { Label } from '@continuum/contracts';
import type {
  AgreementRow,
  BasisRow,
  ChecklistItem,
  DatasetRow,
  DepartmentRow,
  ElementRow,
  GrantRow,
  NoticeRow,
  PolicySet,
  PurposeRow,
  TeamRow,
  TemplateRow,
} from '../policy-set.js';
import type { Interval } from '../facts.js';
import type { Level, Purpose } from '../vocabulary.js';

/** A policy set as the engine reads it: every question is a look-up. */
export interface CompiledPolicy {
  readonly timeZone: string;
  readonly platform: string;
  readonly departments: ReadonlyMap<string, DepartmentRow>;
  readonly teams: ReadonlyMap<string, TeamRow>;
  readonly roleGroups: ReadonlyMap<string, ReadonlySet<string>>;
  readonly datasets: ReadonlyMap<string, DatasetRow>;
  readonly elements: ReadonlyMap<string, Element>;
  readonly purposes: ReadonlyMap<Purpose, PurposeRow>;
  /** By element id. */
  readonly grants: ReadonlyMap<string, readonly Grant[]>;
  /** By `templateKey`. */
  readonly templates: ReadonlyMap<string, readonly Template[]>;
  /** By label. */
  readonly basisRows: ReadonlyMap<Label, readonly Basis[]>;
  readonly notices: ReadonlyMap<string, NoticeRow>;
  readonly checklists: ReadonlyMap<string, readonly ChecklistItem[]>;
  readonly agreements: readonly Agreement[];
  /** Instants at which some rule begins or ends. */
  readonly boundaries: readonly Date[];
}

export interface Element extends ElementRow {
  readonly dataset: DatasetRow;
  /** Of the dataset and its own. */
  readonly allLabels: readonly Label[];
  readonly effectiveLevel: Level;
}

export interface Agreement extends Interval {
  readonly id: string;
  readonly until: Date;
  readonly suspendedAt?: Date;
}

export interface Grant extends Omit<GrantRow, 'covers'> {
  readonly agreement: Agreement;
}

export interface Template extends TemplateRow {
  readonly elementIds: ReadonlySet<string>;
}

export interface Basis extends BasisRow {
  /** In force from here on; a row without approval is not compiled. */
  readonly approvedAt: Date;
  readonly isSample: boolean;
  readonly elementIds: ReadonlySet<string>;
}

export const templateKey = (purpose: string, role: string) => `${purpose}/${role}`;

/** Takes a valid set whose dates are instants. */
export function compilePolicy(set: PolicySet): CompiledPolicy {
  const elements = set.datasets.flatMap(elementsOf);
  const agreements = set.agreements.map(toAgreement);
  return {
    timeZone: set.timeZone,
    platform: set.platform,
    departments: byId(set.departments),
    teams: byId(set.teams),
    roleGroups: new Map(
      Object.entries(set.roleGroups).map(([group, roles]) => [group, new Set(roles)]),
    ),
    datasets: byId(set.datasets),
    elements: byId(elements),
    purposes: new Map(set.purposes.map((row) => [row.purpose, row])),
    grants: grantsByElement(set, agreements, elements),
    templates: templatesByRole(set.templates, elements),
    basisRows: basisByLabel(set, elements),
    notices: new Map(set.notices.map((notice) => [notice.obligation, notice])),
    checklists: new Map(set.checklists.map(({ kind, items }) => [kind, items])),
    agreements,
    boundaries: [
      ...agreements.flatMap(boundariesOf),
      ...set.approvals.map(({ approvedAt }) => new Date(approvedAt)),
    ],
  };
}

function elementsOf(dataset: DatasetRow): Element[] {
  return dataset.elements.map((row) => ({
    ...row,
    dataset,
    allLabels: [...new Set([...dataset.labels, ...row.labels])],
    effectiveLevel: Math.min(dataset.level, row.level ?? dataset.level) as Level,
  }));
}

function toAgreement(row: AgreementRow): Agreement {
  const agreement = { id: row.id, from: new Date(row.from), until: new Date(row.until) };
  return row.suspendedAt ? { ...agreement, suspendedAt: new Date(row.suspendedAt) } : agreement;
}

function grantsByElement(
  set: PolicySet,
  agreements: readonly Agreement[],
  elements: readonly Element[],
): Map<string, Grant[]> {
  const granted = new Map<string, Grant[]>();
  for (const [index, row] of set.agreements.entries()) {
    const agreement = agreements[index];
    if (!agreement) continue;
    for (const { covers, ...grant } of row.grants) {
      for (const id of expand(covers, elements)) append(granted, id, { ...grant, agreement });
    }
  }
  return granted;
}

function templatesByRole(rows: readonly TemplateRow[], elements: readonly Element[]) {
  const templates = new Map<string, Template[]>();
  for (const row of rows) {
    const template = { ...row, elementIds: new Set(neededBy(row, elements)) };
    for (const role of row.roles) append(templates, templateKey(row.purpose, role), template);
  }
  return templates;
}

function basisByLabel(set: PolicySet, elements: readonly Element[]): Map<Label, Basis[]> {
  const byLabel = new Map<Label, Basis[]>();
  for (const row of set.basisRows) {
    const approval = set.approvals.find(
      (given) => given.row === row.id && given.version === row.version,
    );
    if (!approval || approval.approvedBy === row.author) continue;

    const approved = { approvedAt: new Date(approval.approvedAt), isSample: approval.isSample };
    const basis = { ...row, ...approved, elementIds: new Set(foundedBy(row, elements)) };
    for (const label of row.labels) append(byLabel, label, basis);
  }
  return byLabel;
}

type Narrowing = Pick<BasisRow, 'groups' | 'elements'>;

/** A template names what is needed: naming nothing, it needs nothing. */
const neededBy = (row: TemplateRow, elements: readonly Element[]) =>
  named(row, elements)
    .filter(({ dataset }) => row.datasets.length === 0 || row.datasets.includes(dataset.id))
    .map(({ id }) => id);

/** A basis row that names nothing is as wide as its label. */
const foundedBy = (row: BasisRow, elements: readonly Element[]) =>
  (row.groups.length + row.elements.length > 0 ? named(row, elements) : elements).map(
    ({ id }) => id,
  );

const named = (row: Narrowing, elements: readonly Element[]) =>
  elements.filter(
    ({ id, groups }) =>
      row.elements.includes(id) || groups.some((group) => row.groups.includes(group)),
  );

const expand = (covers: readonly string[], elements: readonly Element[]) =>
  elements
    .filter(({ id, dataset }) => covers.includes(id) || covers.includes(dataset.id))
    .map(({ id }) => id);

function append<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const values = map.get(key);
  if (values) values.push(value);
  else map.set(key, [value]);
}

const byId = <Row extends { readonly id: string }>(rows: readonly Row[]) =>
  new Map(rows.map((row) => [row.id, row]));

const boundariesOf = ({ from, until, suspendedAt }: Agreement) =>
  suspendedAt ? [from, until, suspendedAt] : [from, until];
