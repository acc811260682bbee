import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decide } from '../../src/domain/decide.js';
import type { Facts } from '../../src/domain/facts.js';
import { compilePolicy, type CompiledPolicy } from '../../src/domain/policy/compile-policy.js';
import { publicView } from '../../src/domain/public-view.js';
import { isShown, type Verdict } from '../../src/domain/verdict.js';
import type { PolicySet } from '../../src/domain/policy-set.js';
import { asked, consent, now, policySet, restriction, type Asked } from './arbitrary-world.js';

const RUNS = { numRuns: 500 };

describe('whatever is asked in whatever world', () => {
  it('an empty configuration shows nothing', () => {
    const empty = compilePolicy({
      ...policySet,
      agreements: [],
      templates: [],
      basisRows: [],
      approvals: [],
    });
    holds(({ request, facts }) => {
      expect(shownBy(decide(request, { ...facts, policy: empty }, now))).toEqual([]);
    });
  });

  it('a configured city shows something in many a world', () => {
    const worlds = fc.sample(asked, 500);
    const showing = worlds.filter(
      ({ request, facts }) => shownBy(decide(request, facts, now)).length > 0,
    );
    expect(showing.length).toBeGreaterThan(25);
  });

  it('an accepted restriction never widens', () => {
    fc.assert(
      fc.property(asked, restriction, ({ request, facts }, added) => {
        const restricted = { ...facts, restrictions: [...facts.restrictions, added] };
        isNoWider(decide(request, restricted, now), decide(request, facts, now));
      }),
      RUNS,
    );
  });

  it('a form that only denies, of a family of its own, never widens', () => {
    fc.assert(
      fc.property(asked, consent, ({ request, facts }, form) => {
        const provisions = form.provisions.map((provision) => ({
          ...provision,
          effect: 'deny' as const,
        }));
        const denied = {
          ...facts,
          consents: [...facts.consents, { ...form, family: 'denials', provisions }],
        };
        isNoWider(decide(request, denied, now), decide(request, facts, now));
      }),
      RUNS,
    );
  });

  it('a revocation, expiry or suspension never widens', () => {
    const yesterday = new Date(+now - 86_400_000);
    const ends = [
      { revocation: { receivedAt: yesterday, isWritten: true } },
      { expiresAt: yesterday },
      { suspendedAt: yesterday },
    ];
    fc.assert(
      fc.property(asked, fc.constantFrom(...ends), fc.nat(), ({ request, facts }, end, at) => {
        const consents = facts.consents.map((form, index) =>
          index === at % facts.consents.length ? { ...form, ...end } : form,
        );
        isNoWider(decide(request, { ...facts, consents }, now), decide(request, facts, now));
      }),
      RUNS,
    );
  });

  it('a lower level never widens', () => {
    fc.assert(
      fc.property(asked, fc.nat(), fc.nat(5), ({ request, facts }, at, level) => {
        const lowered = compilePolicy(withDataset(policySet, at, level));
        isNoWider(decide(request, { ...facts, policy: lowered }, now), decide(request, facts, now));
      }),
      { numRuns: 60 },
    );
  });

  it('what is prohibited stays so, whatever permits are added', () => {
    holds(({ request, facts }) => {
      const consents = facts.consents.map((form) => ({
        ...form,
        provisions: form.provisions.map(permitting),
      }));
      const verdict = decide(request, { ...facts, consents }, now);
      const before = decide(request, facts, now).rulings.filter(
        ({ reason }) => reason === 'PROHIBITED',
      );
      for (const ruling of before) {
        expect(verdict.rulings.find((other) => isSame(other, ruling))?.reason).toBe('PROHIBITED');
      }
    });
  });

  it('only what was asked is shown', () => {
    holds(({ request, facts }) => {
      for (const ruling of decide(request, facts, now).rulings.filter(isShown)) {
        expect(request.elements).toContain(ruling.element);
        expect(request.persons).toContain(ruling.personId);
      }
    });
  });

  it('order and repetition do not matter', () => {
    holds(({ request, facts }) => {
      const turned = {
        ...request,
        elements: [...request.elements, ...request.elements].toReversed(),
        persons: [...request.persons, ...request.persons].toReversed(),
      };
      const mirrored = {
        ...facts,
        records: facts.records.toReversed(),
        relations: facts.relations.toReversed(),
        consents: facts.consents.toReversed(),
      };
      expect(essence(decide(turned, mirrored, now))).toEqual(essence(decide(request, facts, now)));
    });
  });

  it('an answer stays the same until its boundary', () => {
    fc.assert(
      fc.property(
        asked,
        fc.double({ min: 0, max: 1, noNaN: true }),
        ({ request, facts }, share) => {
          const first = decide(request, facts, now);
          const lastsMs = +first.validUntil - +now - 1;
          expect(lastsMs).toBeGreaterThanOrEqual(0);
          const later = decide(request, facts, new Date(+now + Math.floor(lastsMs * share)));
          expect(essence({ ...later, validUntil: first.validUntil })).toEqual(essence(first));
        },
      ),
      RUNS,
    );
  });

  it('a rule that throws in place of one that works never widens', () => {
    fc.assert(
      fc.property(
        asked,
        fc.nat(),
        fc.constantFrom('consent', 'relation', 'basis', 'grant', 'template'),
        (given, at, kind) => {
          const before = decide(given.request, given.facts, now);
          isNoWider(decide(given.request, broken(given.facts, kind, at), now), before);
        },
      ),
      RUNS,
    );
  });

  it('a record whose existence is protected leaves no trace in the public answer', () => {
    holds(({ request, facts }) => {
      const verdict = decide(request, facts, now);
      const silent = new Set(
        facts.records
          .map(({ recordKey }) => recordKey)
          .filter((key) => isWhollySilent(verdict, key)),
      );
      const without = {
        ...facts,
        records: facts.records.filter(({ recordKey }) => !silent.has(recordKey)),
      };
      const trueTwin = decide(request, without, now);
      expect(publicView(trueTwin, facts.policy)).toEqual(publicView(verdict, facts.policy));
      expect(trueTwin.validUntil).toEqual(verdict.validUntil);
    });
  });
});

const holds = (property: (given: Asked) => void) => fc.assert(fc.property(asked, property), RUNS);

const permitting = <P extends { readonly effect: string }>(provision: P) => ({
  ...provision,
  effect: 'permit' as const,
});

const isSame = (one: Verdict['rulings'][number], other: Verdict['rulings'][number]) =>
  one.recordKey === other.recordKey && one.element === other.element;

const keyOf = ({ recordKey, element }: Verdict['rulings'][number]) => `${recordKey} ${element}`;

const shownBy = ({ rulings }: Verdict) => rulings.filter(isShown).map(keyOf).toSorted();

function isNoWider(after: Verdict, before: Verdict): void {
  expect(shownBy(before)).toEqual(expect.arrayContaining(shownBy(after)));
}

const isWhollySilent = ({ rulings }: Verdict, key: string) => {
  const own = rulings.filter(({ recordKey }) => recordKey === key);
  return own.length > 0 && own.every(({ transform }) => transform === 'WITHHOLD_SILENT');
};

/** All of a verdict that has a meaning, in one order. */
const essence = ({ rulings, ...verdict }: Verdict) => ({
  ...verdict,
  conflicts: verdict.conflicts.toSorted(),
  rulings: rulings
    .map(({ consentIds, relationIds, conflicts, basisRows, ...ruling }) => ({
      ...ruling,
      basisRows: basisRows.toSorted(),
      consentIds: consentIds.toSorted(),
      relationIds: relationIds.toSorted(),
      conflicts: conflicts.toSorted(),
    }))
    .toSorted((one, other) => (keyOf(one as never) < keyOf(other as never) ? -1 : 1)),
});

function withDataset(set: PolicySet, at: number, level: number): PolicySet {
  const chosen = at % set.datasets.length;
  const datasets = set.datasets.map((dataset, index) =>
    index === chosen
      ? { ...dataset, level: Math.min(level, dataset.level) as typeof dataset.level }
      : dataset,
  );
  return { ...set, datasets };
}

/** Reading anything of it throws. */
const throwing = <T extends object>(value: T): T =>
  new Proxy(value, {
    get: () => {
      throw new Error('This rule is broken.');
    },
  });

const breakOne = <T extends object>(rows: readonly T[], at: number): T[] =>
  rows.map((row, index) => (index === at % rows.length ? throwing(row) : row));

function broken(facts: Facts, kind: string, at: number): Facts {
  const { policy } = facts;
  const breakIn = <K, T extends object>(map: ReadonlyMap<K, readonly T[]>) =>
    new Map([...map].map(([key, rows]) => [key, breakOne(rows, at)]));
  const broke = (change: Partial<CompiledPolicy>): Facts => ({
    ...facts,
    policy: { ...policy, ...change },
  });
  if (kind === 'consent') return { ...facts, consents: breakOne(facts.consents, at) };
  if (kind === 'relation') return { ...facts, relations: breakOne(facts.relations, at) };
  if (kind === 'basis') return broke({ basisRows: breakIn(policy.basisRows) });
  if (kind === 'grant') return broke({ grants: breakIn(policy.grants) });
  return broke({ templates: breakIn(policy.templates) });
}
