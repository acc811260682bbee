import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CaseProposedV1 } from '@continuum/contracts';
import { aDatabase, type TestDatabase, until } from '@continuum/testing';
import { aRelay, Remembering } from '../test/a-relay.js';
import { aCase } from '../test/deliveries.js';
import { messagingMigrations } from './migrations/index.js';
import { insertOutbox } from './outbox.js';
import { publish } from './publish.js';

let db: TestDatabase;
beforeAll(async () => {
  db = await aDatabase(messagingMigrations);
});
afterAll(() => db.drop());

async function sentOnce() {
  const port = new Remembering();
  const relay = aRelay(port, db.url);
  relay.start();
  await until(() => port.sent.length > 0);
  await relay.stop();
  return port.sent;
}

describe('a row of the outbox', () => {
  it('leaves with the whole envelope, of which it keeps only what its columns do not say', async () => {
    const data = aCase();
    const id = '018e0000-0000-7000-8000-0000000000e1';
    const time = '2026-03-02T09:00:00.000Z';
    await db.dataSource.transaction((tx) =>
      publish(tx, CaseProposedV1, [{ data, id, time, labels: ['HEALTH'], department: 'hlth' }]),
    );
    const [row] = await db.dataSource.query<{ headers: string }[]>('SELECT headers FROM outbox');
    expect(row?.headers).not.toContain(data.caseId);

    const [sent] = await sentOnce();
    expect(JSON.parse(sent?.value.toString() ?? '')).toEqual(data);
    expect(sent).toMatchObject({ key: data.caseId, topic: 'continuum.care' });
    expect(sent?.headers).toEqual({
      'content-type': 'application/json',
      ce_specversion: '1.0',
      ce_id: id,
      ce_type: 'case.proposed.v1',
      ce_source: expect.stringContaining('/continuum/'),
      ce_dataschema: 'urn:continuum:schema:case.proposed.v1',
      ce_subject: data.caseId,
      ce_subjectversion: String(data.version),
      ce_time: time,
      ce_partitionkey: data.caseId,
      ce_correlationid: id,
      ce_department: 'hlth',
      ce_labels: 'HEALTH',
    });
  });

  it('leaves as it came when it is a dead letter: with its own headers, and bytes that are no text', async () => {
    const headers = { ce_type: 'case.proposed.v1', 'continuum-code': 'BAD_ENVELOPE' };
    const payload = Buffer.from([0x2b, 0xff, 0x00, 0xfe]);
    await db.dataSource.transaction((tx) =>
      insertOutbox(tx, [
        {
          eventId: '018e0000-0000-7000-8000-0000000000e2',
          key: 'k',
          topic: 'dead',
          type: 'case.proposed.v1',
          headers,
          payload,
          lanes: 1,
        },
      ]),
    );
    expect(await sentOnce()).toEqual([{ topic: 'dead', key: 'k', headers, value: payload }]);
  });
});
