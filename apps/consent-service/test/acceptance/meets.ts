import { expect } from '@jest/globals';
import type { Ask, Expectation } from './acceptance-row.js';
import { shownBy, withheldBy, withoutNames, type Answer } from './runner.js';

/** An answer is what the row expects, as far as the target can show it. */
export function meets(answer: Answer, { expect: wanted }: Ask, previous: Answer | undefined): void {
  const seen = {
    outcome: answer.outcome,
    reasons: answer.reasons,
    shown: shownBy(answer),
    validUntil: answer.validUntil,
  };
  const { outcome, reasons, shown, validUntil } = wanted;
  const said = { outcome, reasons, shown, validUntil };
  const asked = Object.entries(said).filter(([, value]) => value !== undefined);
  expect(seen).toMatchObject(Object.fromEntries(asked));
  if (wanted.searchable) expect(answer.searchable).toEqual(wanted.searchable);
  if (wanted.withheld) expect(withheldBy(answer)).toEqual(wanted.withheld);
  for (const element of wanted.silent ?? []) {
    expect([...shownBy(answer), ...Object.keys(withheldBy(answer))]).not.toContain(element);
  }
  if (wanted.sameAsPrevious && previous)
    expect(withoutNames(answer)).toEqual(withoutNames(previous));
  if (answer.officer) meetsForOfficer(answer.officer, wanted);
}

function meetsForOfficer(officer: NonNullable<Answer['officer']>, wanted: Expectation): void {
  for (const [element, reason] of Object.entries(wanted.officer ?? {})) {
    expect(officer.reasons.get(element)).toContain(reason);
  }
  for (const [element, obligations] of Object.entries(wanted.obligations ?? {})) {
    expect(officer.obligations.get(element)).toEqual(expect.arrayContaining([...obligations]));
  }
  if (wanted.basisRows)
    expect(officer.basisRows.toSorted()).toEqual([...wanted.basisRows].toSorted());
  if (wanted.asksThePerson !== undefined)
    expect(officer.conflicts.length > 0).toBe(wanted.asksThePerson);
}
