import { assemblePolicySet } from '../../src/domain/policy/assemble-policy-set.js';
import { resolveDates } from '../../src/domain/policy/resolve-dates.js';
import type { PolicySet } from '../../src/domain/policy-set.js';
import type { Given, PolicyChange } from './acceptance-row.js';
import { acceptanceCity, approvedLaw } from './documents.js';

type Tree = Record<string, unknown> | unknown[];

/** The policy set of a row: the acceptance city with the row's changes, dates resolved. */
export function givenPolicy({ policy = [], legal, approvals = {} }: Given, now: Date): PolicySet {
  const law = approvedLaw();
  const set = assemblePolicySet(
    acceptanceCity(),
    legal === 'none' ? { ...law, basisRows: [], templates: [] } : law,
  );
  const approved = set.approvals.map((each) => ({
    ...each,
    approvedAt: approvals[each.row] ?? each.approvedAt,
  }));
  const tree = structuredClone({ ...set, approvals: approved }) as unknown as Tree;
  policy.forEach((change) => apply(change, tree));
  return resolveDates(tree as unknown as PolicySet, now);
}

function apply(change: PolicyChange, tree: Tree): void {
  const path = ('set' in change ? change.set : change.remove).split('.');
  const last = path.pop() ?? '';
  const parent = path.reduce((node, step) => child(node, step), tree);
  if ('set' in change) (parent as Record<string, unknown>)[last] = change.to;
  else if (Array.isArray(parent)) parent.splice(indexOf(parent, last), 1);
}

const child = (node: Tree, step: string) =>
  (Array.isArray(node) ? node[indexOf(node, step)] : node[step]) as Tree;

const indexOf = (rows: unknown[], id: string) =>
  rows.findIndex((row) => (row as { id?: string }).id === id);
