import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { DraftReferral, ReferralCommand } from '@continuum/contracts';
import { randomUUID } from 'node:crypto';
import { codeWhenDone } from '../../test/code-of.js';
import { keep } from '../../test/kept.js';
import { ANA } from '../../test/mdt-case.builder.js';
import { parts, type TestParts } from '../../test/parts.js';
import { aCapacity, aService, outcome } from '../../test/referral.builder.js';
import { ReferralDesk, type ReferralFields } from './referral-desk.js';

let given: TestParts;
beforeEach(async () => {
  given = await parts();
  await keep(given, { service: aService({ slotManaged: true }), capacity: aCapacity() });
});
afterEach(() => given.drop());

const aDraft = (overrides: Partial<DraftReferral> = {}): DraftReferral => ({
  commandId: randomUUID(),
  person: { personId: ANA },
  serviceId: 'svc-bridge-shelter',
  needCategory: 'shelter',
  urgency: 'routine',
  door: 'mdt',
  discloses: ['mdt.status'],
  ...overrides,
});
const as = (userId: string) => ({ userId, purpose: 'CARE_COORD' });
const draft = (overrides: Partial<DraftReferral> = {}, userId = 'hana') =>
  given.get(ReferralDesk).draft(aDraft(overrides), as(userId));
const give = (
  id: string,
  userId: string,
  command: Partial<ReferralCommand> & Pick<ReferralCommand, 'type'>,
  fields: ReferralFields = {},
) => {
  const body = { commandId: randomUUID(), ...command };
  return given.get(ReferralDesk).command(id, body, () => Promise.resolve(fields), as(userId));
};
const types = async () => (await given.published()).map(({ type }) => type);
const places = () => given.one('SELECT available, reserved FROM service_capacity');

describe('a referral to a shelter with a bed', () => {
  it('goes from the sender to its outcome, and the bed with it', async () => {
    const { id } = await draft();
    expect(await types()).toEqual([]);
    await give(id, 'hana', { type: 'send', expectedVersion: 1 });
    expect(await places()).toEqual({ available: 1, reserved: 1 });
    await give(id, 'pax', { type: 'accept', expectedVersion: 2 });
    await give(id, 'pax', { type: 'start-service', expectedVersion: 3 });
    expect(await places()).toEqual({ available: 0, reserved: 0 });
    const end = { type: 'complete', expectedVersion: 4 } as const;
    expect(await give(id, 'pax', end, { outcome })).toEqual({ id, version: 5, state: 'completed' });
    expect((await types()).filter((type) => type.startsWith('referral'))).toEqual([
      'referral.sent.v1',
      'referral.accepted.v1',
      'referral.service-started.v1',
      'referral.completed.v1',
    ]);
  });

  it('is drafted and sent by one tap', async () => {
    expect(await draft({ send: true })).toMatchObject({ version: 2, state: 'sent' });
  });

  it('is not even drafted by a tap that may not be sent', async () => {
    given.decisions.answers = 'no';
    expect(await codeWhenDone(draft({ send: true }))).toBe('NOT_COVERED');
    expect(await given.one('SELECT count(*)::int AS kept FROM referral')).toEqual({ kept: 0 });
  });

  it('that nobody can decide about changes nothing', async () => {
    const { id } = await draft();
    given.decisions.answers = 'nothing';
    const send = give(id, 'hana', { type: 'send', expectedVersion: 1 });
    expect(await codeWhenDone(send)).toBe('DECISION_UNAVAILABLE');
    expect(await given.one('SELECT state FROM referral')).toEqual({ state: 'draft' });
  });
});

describe('two taps on two telephones', () => {
  it('are one referral', async () => {
    const codes = await Promise.all([
      codeWhenDone(draft({ send: true })),
      codeWhenDone(draft({ send: true }, 'omar')),
    ]);
    expect(codes.toSorted()).toEqual(['DUPLICATE', 'taken']);
    expect(await given.one('SELECT count(*)::int AS locked FROM reservation')).toEqual({
      locked: 1,
    });
  });

  it('are one referral also where places are not kept', async () => {
    await keep(given, { service: aService({ version: 2 }) });
    const codes = await Promise.all([
      codeWhenDone(draft({ send: true })),
      codeWhenDone(draft({ send: true }, 'omar')),
    ]);
    expect(codes.toSorted()).toEqual(['DUPLICATE', 'taken']);
  });

  it('on one version: one wins, the other is told the present one', async () => {
    const { id } = await draft({ send: true });
    const accept = () => codeWhenDone(give(id, 'pax', { type: 'accept', expectedVersion: 2 }));
    expect((await Promise.all([accept(), accept()])).toSorted()).toEqual([
      'VERSION_STALE',
      'taken',
    ]);
  });
});

describe('a command', () => {
  it('given again gets its first answer', async () => {
    const { id } = await draft();
    const send = { type: 'send', expectedVersion: 1, commandId: randomUUID() } as const;
    const first = await give(id, 'hana', send);
    expect(await give(id, 'hana', send)).toEqual(first);
    expect(await codeWhenDone(give(id, 'hana', { ...send, type: 'discard' }))).toBe(
      'COMMAND_REUSED',
    );
  });

  it.each([
    ['without a version', 'hana', { type: 'send' }, 'VERSION_REQUIRED'],
    ['on an older version', 'hana', { type: 'send', expectedVersion: 7 }, 'VERSION_STALE'],
    ['in a wrong state', 'hana', { type: 'supply-info', expectedVersion: 1 }, 'WRONG_STATE'],
    ['about a draft of somebody else', 'pax', { type: 'send', expectedVersion: 1 }, 'NOT_FOUND'],
  ] as const)('%s is refused', async (_, userId, command, code) => {
    const { id } = await draft();
    expect(await codeWhenDone(give(id, userId, command))).toBe(code);
  });

  it('of a stranger finds nothing, as does one about nothing', async () => {
    const { id } = await draft({ send: true });
    const accept = { type: 'accept', expectedVersion: 2 } as const;
    expect(await codeWhenDone(give(id, 'omar', accept))).toBe('NOT_FOUND');
    expect(await codeWhenDone(give(randomUUID(), 'omar', accept))).toBe('NOT_FOUND');
  });

  it('of the sender is not the provider’s to give', async () => {
    const { id } = await draft({ send: true });
    const accept = { type: 'accept', expectedVersion: 2 } as const;
    expect(await codeWhenDone(give(id, 'hana', accept))).toBe('WRONG_ACTOR');
  });
});

describe('a referral that came to nothing', () => {
  it('is rerouted as a new draft of the same chain', async () => {
    const { id } = await draft({ send: true });
    await give(id, 'pax', { type: 'decline', expectedVersion: 2, reasonCode: 'out_of_area' });
    const newReferralId = randomUUID();
    const fields = { newReferralId, serviceId: 'svc-bridge-shelter' };
    await give(id, 'hana', { type: 'reroute', expectedVersion: 3 }, fields);
    expect(
      await given.one(
        'SELECT state, rerouted_from, chain_id FROM referral WHERE referral_id = $1',
        [newReferralId],
      ),
    ).toEqual({ state: 'draft', rerouted_from: id, chain_id: id });
    expect(await places()).toEqual({ available: 1, reserved: 0 });
  });
});
