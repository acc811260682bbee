import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { withSampleApproval } from '../../src/domain/policy/assemble-policy-set.js';
import type {
  CityDocument,
  LegalDocument,
  SampleApproval,
} from '../../src/domain/policy/policy-document.js';
import type { AcceptanceRow, World } from './acceptance-row.js';

const root = new URL('../../', import.meta.url);
const LEGAL = ['basis-rows', 'purposes', 'templates', 'checklists', 'notices'];

export function read<T>(path: string): T {
  return parse(readFileSync(new URL(path, root), 'utf8'), {
    merge: true,
    maxAliasCount: 1000,
  }) as T;
}

export const acceptanceCity = (): CityDocument => read('test/acceptance/city.yaml');

export const world = (): World => read('test/acceptance/world.yaml');

/** Every row approved, as a demonstration city has it. */
export function approvedLaw(): LegalDocument {
  const parts = LEGAL.map((name) => read<Partial<LegalDocument>>(`legal/${name}.yaml`));
  const { sampleApproval } = read<{ sampleApproval: SampleApproval }>(
    'legal/sample-approval.not-legal-advice.yaml',
  );
  return withSampleApproval(
    Object.assign({ approvals: [] }, ...parts) as LegalDocument,
    sampleApproval,
  );
}

/** The whole table, what rests on law included. */
export const acceptanceRows = (): AcceptanceRow[] =>
  ['test/acceptance.yaml', 'legal/acceptance.yaml'].flatMap(
    (path) => read<{ rows: AcceptanceRow[] }>(path).rows,
  );
