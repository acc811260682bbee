import { describe, expect, it } from '@jest/globals';
import { givenPolicy } from '../../../test/acceptance/given-policy.js';
import type { PolicyChange } from '../../../test/acceptance/acceptance-row.js';
import { policySetFaults } from './policy-set-faults.js';

const faultsOf = (...policy: PolicyChange[]) =>
  policySetFaults(givenPolicy({ policy }, new Date('2026-03-02T18:00:00Z'))).map(
    ({ field, code }) => `${field} ${code}`,
  );

describe('a policy set that is put in force', () => {
  it('may be the acceptance city as it stands', () => {
    expect(faultsOf()).toEqual([]);
  });

  it.each<[string, PolicyChange, string]>([
    [
      'an unknown owner',
      { set: 'datasets.enc.owner', to: 'nobody' },
      'datasets[enc].owner UNKNOWN_WORD',
    ],
    ['a level that is none', { set: 'datasets.enc.level', to: 7 }, 'datasets[enc].level BAD_LEVEL'],
    [
      'an unknown label',
      { set: 'datasets.enc.labels', to: ['SECRET'] },
      'datasets[enc].labels UNKNOWN_WORD',
    ],
    [
      'a grant of what another owns',
      { set: 'agreements.DSA-1.grants.from-home.covers', to: ['enc'] },
      'agreements[DSA-1].grants[from-home].covers NOT_THE_OWNER',
    ],
    [
      'an agreement that ends before it begins',
      { set: 'agreements.DSA-1.until', to: '2025-01-01' },
      'agreements[DSA-1] REVERSED_INTERVAL',
    ],
    [
      'a user of an unknown department',
      {
        set: 'users.nora.assignments',
        to: [{ department: 'moon', role: 'nurse', from: '2025-01-01' }],
      },
      'users[nora].assignments UNKNOWN_WORD',
    ],
    [
      'a template that needs nothing',
      { set: 'templates.treat.groups', to: [] },
      'templates[treat] INCOMPLETE',
    ],
    [
      'a row with an unknown instrument',
      { set: 'basisRows.B3b.instruments', to: ['A_NOD'] },
      'basisRows[B3b].instruments UNKNOWN_WORD',
    ],
    [
      'a row that its author approves',
      { set: 'basisRows.B1.author', to: 'sample-counsel' },
      'approvals[B1] OWN_APPROVAL',
    ],
    ['a table that is no list', { set: 'teams', to: {} }, 'teams BAD_TYPE'],
    [
      'a row without its list',
      { set: 'basisRows.B2.labels', to: 'HIPAA' },
      'basisRows[B2].labels BAD_TYPE',
    ],
  ])('is refused for %s, named by row', (_, change, fault) => {
    expect(faultsOf(change)).toContain(fault);
  });

  it('is refused if it is no object at all', () => {
    expect(policySetFaults([])).toHaveLength(1);
  });
});
