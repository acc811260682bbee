import type { FieldError } from '@continuum/contracts';
import type { PolicySet } from '../policy-set.js';
import { fault } from './validation/fault.js';
import { validatePolicySet } from './validation/validate-policy-set.js';

type Row = Readonly<Record<string, unknown>>;
type Shape = 'text' | 'list' | 'object' | 'flag' | 'level';

/** What every row of a table must have for its rules to be read at all. */
const TABLES: Readonly<
  Record<string, { readonly key: string; readonly fields: Readonly<Record<string, Shape>> }>
> = {
  departments: {
    key: 'id',
    fields: { audience: 'text', hipaaComponent: 'flag', criminalJusticeAgency: 'flag' },
  },
  organizations: { key: 'id', fields: { name: 'text' } },
  users: { key: 'id', fields: { lastActiveAt: 'text', assignments: 'list', trainings: 'list' } },
  teams: { key: 'id', fields: { department: 'text' } },
  datasets: {
    key: 'id',
    fields: {
      owner: 'text',
      level: 'level',
      labels: 'list',
      elements: 'list',
      informationClass: 'text',
    },
  },
  agreements: {
    key: 'id',
    fields: { from: 'text', until: 'text', parties: 'list', grants: 'list' },
  },
  templates: {
    key: 'id',
    fields: {
      purpose: 'text',
      roles: 'list',
      actions: 'list',
      groups: 'list',
      elements: 'list',
      obligations: 'list',
      transforms: 'object',
    },
  },
  purposes: {
    key: 'purpose',
    fields: { relations: 'list', trainings: 'list', context: 'list', level: 'level' },
  },
  basisRows: {
    key: 'id',
    fields: {
      labels: 'list',
      purposes: 'list',
      actions: 'list',
      recipient: 'object',
      instruments: 'list',
      citation: 'text',
      author: 'text',
    },
  },
  approvals: {
    key: 'row',
    fields: { approvedBy: 'text', approvedAt: 'text', documentHash: 'text' },
  },
  notices: { key: 'obligation', fields: { version: 'text', text: 'text' } },
  checklists: { key: 'kind', fields: { items: 'list' } },
  relations: { key: 'id', fields: { kind: 'text', from: 'text' } },
};

/** Every error of what claims to be a policy set, named by row; none: it is one. */
export function policySetFaults(content: unknown): FieldError[] {
  if (!isRow(content)) return [fault('', 'BAD_TYPE', 'A policy set is an object.')];
  const faults = Object.entries(TABLES).flatMap(([table, shape]) =>
    tableFaults(table, content[table], shape),
  );
  if (typeof content['timeZone'] !== 'string')
    faults.push(fault('timeZone', 'BAD_TYPE', 'A time zone is needed.'));
  if (!isRow(content['roleGroups']))
    faults.push(fault('roleGroups', 'BAD_TYPE', 'Role groups are needed.'));
  return faults.length > 0 ? faults : consistencyFaults(content as unknown as PolicySet);
}

function tableFaults(
  table: string,
  rows: unknown,
  { key, fields }: (typeof TABLES)[string],
): FieldError[] {
  if (!Array.isArray(rows)) return [fault(table, 'BAD_TYPE', 'A list of rows is needed.')];
  return rows.flatMap((row: unknown, index) => {
    if (!isRow(row) || typeof row[key] !== 'string') {
      return [fault(`${table}[${index}]`, 'BAD_TYPE', `A row needs its ${key}.`)];
    }
    const name = `${table}[${row[key]}]`;
    return Object.entries(fields)
      .filter(([field, shape]) => !hasShape(row[field], shape))
      .map(([field, shape]) => fault(`${name}.${field}`, 'BAD_TYPE', `A ${shape} is needed.`));
  });
}

/** Rows of rows are trusted to be rows; one that is not says so as a whole. */
function consistencyFaults(set: PolicySet): FieldError[] {
  try {
    return validatePolicySet(set);
  } catch {
    return [fault('', 'BAD_TYPE', 'A row within a row has not the shape it needs.')];
  }
}

function hasShape(value: unknown, shape: Shape): boolean {
  if (shape === 'list') return Array.isArray(value);
  if (shape === 'object') return isRow(value);
  if (shape === 'level') return Number.isInteger(value);
  return typeof value === (shape === 'flag' ? 'boolean' : 'string');
}

const isRow = (value: unknown): value is Row =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
