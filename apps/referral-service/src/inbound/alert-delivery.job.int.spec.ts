import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Refused } from '@continuum/contracts';
import { randomUUID } from 'node:crypto';
import { AlertDesk } from '../actions/alert-desk.js';
import { raise } from '../domain/alert.js';
import { AlertRepository } from '../store/alert.repository.js';
import { keep } from '../../test/kept.js';
import { ANA, anActiveCase, monday } from '../../test/mdt-case.builder.js';
import { parts, type TestParts } from '../../test/parts.js';
import { AlertDeliveryJob } from './alert-delivery.job.js';

let given: TestParts;
const alertId = randomUUID();
beforeEach(async () => {
  given = await parts();
  const active = anActiveCase();
  await keep(given, { cases: [active] });
  const { caseId } = active;
  const start = {
    alertId,
    code: 'booked',
    episode: 'police/jail/B-1',
    caseId,
    personId: ANA,
  } as const;
  await given.get(AlertRepository).save([raise(start, monday)], given.database.dataSource.manager);
});
afterEach(() => given.drop());

const turn = () => given.get(AlertDeliveryJob).turn();
const deliveries = () =>
  given.database.dataSource.query(
    'SELECT user_id, result, attempts FROM delivery ORDER BY user_id',
  );
const as = (userId: string) => ({ userId, userToken: 'token' });

describe('an alert on its way', () => {
  it('goes to the lead and the clinician on shift, once', async () => {
    await turn();
    await turn();
    expect(await deliveries()).toEqual([
      { user_id: 'cara', result: 'sent', attempts: 1 },
      { user_id: 'hana', result: 'sent', attempts: 1 },
    ]);
    const events = await given.published();
    expect(events.map(({ type, data }) => [type, data['version']])).toEqual([
      ['alert.delivered.v1', 2],
      ['alert.delivered.v1', 3],
    ]);
  });

  it('waits while no decision permits it, and is sent as soon as one does', async () => {
    given.decisions.answers = 'no';
    await turn();
    expect(await deliveries()).toMatchObject([{ result: 'pending' }, { result: 'pending' }]);
    given.decisions.answers = 'yes';
    await turn();
    expect(await deliveries()).toMatchObject([{ result: 'pending' }, { result: 'pending' }]);
    given.clock.advance(1001);
    await turn();
    expect(await deliveries()).toMatchObject([{ result: 'sent' }, { result: 'sent' }]);
  });

  it('is given up when nobody permits it for an hour', async () => {
    given.decisions.answers = 'no';
    for (let n = 0; n < 25; n += 1) {
      await turn();
      given.clock.advance(5 * 60_000);
    }
    expect(await deliveries()).toMatchObject([{ result: 'given_up' }, { result: 'given_up' }]);
  });

  it('reaches nobody once it has ended', async () => {
    await given.database.dataSource.query(`UPDATE alert SET state = 'ended'`);
    await turn();
    expect(await deliveries()).toEqual([]);
  });
});

describe('an alert that was sent', () => {
  beforeEach(() => turn());

  it('is listed to whom it was sent, by a decision of this minute', async () => {
    expect(await given.get(AlertDesk).list(as('cara'))).toMatchObject([
      { alertId, code: 'booked' },
    ]);
    expect(await given.get(AlertDesk).list(as('omar'))).toEqual([]);
    given.decisions.answers = 'no';
    expect(await given.get(AlertDesk).list(as('cara'))).toEqual([]);
  });

  it('is acknowledged by its recipients alone, once', async () => {
    const acknowledge = (userId: string, expectedVersion = 3) =>
      given
        .get(AlertDesk)
        .acknowledge(alertId, { commandId: randomUUID(), expectedVersion }, as(userId))
        .then(
          ({ state }) => state,
          (error: unknown) => (error instanceof Refused ? error.code : error),
        );
    expect(await acknowledge('omar')).toBe('NOT_FOUND');
    expect(await acknowledge('cara', 1)).toBe('VERSION_STALE');
    expect(await acknowledge('cara')).toBe('acknowledged');
    expect(await acknowledge('hana', 4)).toBe('WRONG_STATE');
  });
});
