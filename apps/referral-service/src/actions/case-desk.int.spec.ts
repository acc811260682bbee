import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { CaseCommand } from '@continuum/contracts';
import { randomUUID } from 'node:crypto';
import { codeWhenDone } from '../../test/code-of.js';
import { anAssignment } from '../../test/event.builder.js';
import { keep } from '../../test/kept.js';
import {
  ANA,
  anActiveCase,
  anEnrolledCase,
  anOfferedCase,
  aProposedCase,
  daysAgo,
} from '../../test/mdt-case.builder.js';
import { parts, type TestParts } from '../../test/parts.js';
import { RecordAssignedHandler } from '../inbound/record-assigned.handler.js';
import { CaseDesk } from './case-desk.js';
import type { CaseFields } from './case-steps.js';
import { Nominator } from './nominator.js';

let given: TestParts;
beforeEach(async () => {
  given = await parts();
});
afterEach(() => given.drop());

const { caseId } = aProposedCase();
const give = (
  userId: string,
  command: Partial<CaseCommand> & Pick<CaseCommand, 'type'>,
  fields: CaseFields = {},
) => {
  const body = { commandId: randomUUID(), ...command };
  const asker = { userId, purpose: 'CARE_COORD' };
  return given.get(CaseDesk).command(caseId, body, () => Promise.resolve(fields), asker);
};
const types = async () => (await given.published()).map(({ type }) => type);
const toHana = { leadUserId: 'hana', informationClasses: ['case', 'housing'] };
const yes = { agreedAt: daysAgo(1).toISOString() };

describe('a case', () => {
  it('is offered, agreed to, worked on and closed; others are told each time', async () => {
    await keep(given, { cases: [aProposedCase()] });
    await give('cleo', { type: 'offer', expectedVersion: 1 }, toHana);
    await give('hana', { type: 'enrol', expectedVersion: 2 }, yes);
    const met = { contactedAt: daysAgo(0).toISOString(), method: 'jail', result: 'reached' };
    await give('hana', { type: 'activate', expectedVersion: 3 }, met);
    const end = { type: 'close', expectedVersion: 4, reasonCode: 'goals_met' } as const;
    expect(await give('hana', end)).toEqual({ id: caseId, version: 5, state: 'closed' });
    expect(await given.published()).toMatchObject([
      { type: 'case.offered.v1' },
      { type: 'care-team.changed.v1', data: { userId: 'hana', role: 'lead', version: 2 } },
      { type: 'case.enrolled.v1' },
      { type: 'case.activated.v1' },
      { type: 'case.closed.v1', data: { reasonCode: 'goals_met' } },
      { type: 'care-team.changed.v1', data: { userId: 'hana', version: 5 } },
    ]);
  });

  it('gives its lead back when it is taken up again', async () => {
    await keep(given, { cases: [aProposedCase()] });
    await give('cleo', { type: 'offer', expectedVersion: 1 }, toHana);
    await give('hana', { type: 'enrol', expectedVersion: 2 }, yes);
    await give('hana', { type: 'close', expectedVersion: 3, reasonCode: 'withdrew' });
    given.clock.advance(1000);
    await give('cleo', { type: 'reopen', expectedVersion: 4 });
    expect(await given.published()).toMatchObject(
      Array(5)
        .fill({})
        .concat([
          { type: 'case.reopened.v1' },
          { data: { userId: 'hana', informationClasses: ['case', 'housing'] } },
        ]),
    );
  });

  it('enrols nobody without a decision', async () => {
    await keep(given, { cases: [anOfferedCase()] });
    given.decisions.answers = 'no';
    expect(await codeWhenDone(give('hana', { type: 'enrol', expectedVersion: 2 }, yes))).toBe(
      'NOT_COVERED',
    );
    expect(await types()).toEqual([]);
  });

  it.each([
    ['of a stranger', 'omar', { type: 'enrol', expectedVersion: 2 }, 'NOT_FOUND'],
    [
      'of the coordinator to agree for the person',
      'cleo',
      { type: 'enrol', expectedVersion: 2 },
      'WRONG_ACTOR',
    ],
    ['on an older version', 'hana', { type: 'enrol', expectedVersion: 1 }, 'VERSION_STALE'],
    ['without a version', 'hana', { type: 'enrol' }, 'VERSION_REQUIRED'],
    ['in a wrong state', 'hana', { type: 'activate', expectedVersion: 2 }, 'WRONG_STATE'],
    [
      'without the reason it needs',
      'hana',
      { type: 'decline', expectedVersion: 2 },
      'REASON_REQUIRED',
    ],
  ] as const)('refuses a command %s', async (_, userId, command, code) => {
    await keep(given, { cases: [anOfferedCase()] });
    expect(await codeWhenDone(give(userId, command, yes))).toBe(code);
  });

  it('takes a command once', async () => {
    await keep(given, { cases: [anEnrolledCase()] });
    const join = { type: 'join-team', expectedVersion: 3, commandId: randomUUID() } as const;
    const cara = { userId: 'cara', role: 'clinician', informationClasses: [] } as const;
    const fields = { ...cara, informationClasses: [...cara.informationClasses] };
    const first = await give('hana', join, fields);
    expect(await give('hana', join, fields)).toEqual(first);
    expect(await types()).toEqual(['care-team.changed.v1']);
  });
});

describe('nominating', () => {
  const nominate = (person: object) =>
    given.get(Nominator).nominate(
      {
        commandId: randomUUID(),
        person,
        programme: 'justice-lab',
        origin: 'officer',
      },
      'omar',
    );

  it('puts a person on the list, once even by two officers', async () => {
    const both = await Promise.all([
      codeWhenDone(nominate({ personId: ANA })),
      codeWhenDone(nominate({ personId: ANA })),
    ]);
    expect(both.toSorted()).toEqual(['CASE_EXISTS', 'taken']);
  });

  it('takes somebody not yet linked by the sender’s record', async () => {
    await nominate({ recordKey: 'outreach/field/C-1' });
    expect(await given.published()).toMatchObject([
      { data: { personRef: { recordKey: 'outreach/field/C-1' } } },
    ]);
  });

  it('by a record that is linked is about its person, and keeps the record', async () => {
    const event = anAssignment({ recordKey: 'outreach/field/C-1', dataset: 'outr' });
    await given.database.dataSource.transaction((tx) =>
      given.get(RecordAssignedHandler).handle([event], { tx }),
    );
    await nominate({ recordKey: 'outreach/field/C-1' });
    expect(await given.one('SELECT person_id, anchor_record_key FROM mdt_case')).toEqual({
      person_id: ANA,
      anchor_record_key: 'outreach/field/C-1',
    });
  });

  it('refuses a person who has a case', async () => {
    await keep(given, { cases: [anActiveCase()] });
    expect(await codeWhenDone(nominate({ personId: ANA }))).toBe('CASE_EXISTS');
  });
});
