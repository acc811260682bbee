import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { aDatabase, type TestDatabase } from '@continuum/testing';
import { consentServiceMigrations } from '../data-source.js';
import { AuditRepository } from './audit.repository.js';
import { verifyAudit } from './verify-audit.js';

const monday = new Date('2026-03-02T18:00:00.000Z');
const tuesday = new Date('2026-03-03T18:00:00.000Z');
const audit = new AuditRepository();
let database: TestDatabase;

beforeAll(async () => {
  database = await aDatabase(consentServiceMigrations);
});
afterAll(() => database.drop());

const entries = (count: number, owner = 'fire') =>
  Array.from({ length: count }, (_, nth) => ({
    owner,
    content: { id: `${owner}-${nth}`, elementIds: ['ems.name'] },
  }));

const append = (count: number, owner = 'fire', at = monday) =>
  database.dataSource.transaction((tx) => audit.append(entries(count, owner), at, tx));

const verify = async () => (await verifyAudit(database.dataSource.manager)).fault;

/** What only somebody can do who owns the whole server. */
async function asSuperuser(sql: string) {
  await database.dataSource.transaction(async (tx) => {
    await tx.query('SET LOCAL session_replication_role = replica');
    await tx.query(sql);
  });
}

beforeEach(() => asSuperuser('DELETE FROM audit_entry; DELETE FROM audit_head'));

describe('the audit chain', () => {
  it('holds over several writes, owners and days', async () => {
    await append(3);
    await append(2, 'health');
    await append(2);
    await append(4, 'fire', tuesday);

    expect(await verifyAudit(database.dataSource.manager)).toEqual({
      fault: undefined,
      partitions: 3,
      entries: 11,
    });
  });

  it('begins a day with the last hash of the chain before', async () => {
    await append(1);
    await append(1, 'fire', tuesday);
    const [first, second] = await database.dataSource.query<{ prev_hash: Buffer; hash: Buffer }[]>(
      'SELECT prev_hash, hash FROM audit_entry ORDER BY partition',
    );
    expect(second?.prev_hash).toEqual(first?.hash);
  });

  it('stays one chain under parallel writers', async () => {
    await Promise.all(
      Array.from({ length: 20 }, (_, nth) => append(3, nth % 2 ? 'fire' : 'health')),
    );
    expect(await verifyAudit(database.dataSource.manager)).toMatchObject({
      fault: undefined,
      entries: 60,
    });
  });

  it.each(['UPDATE audit_entry SET seq = seq', 'DELETE FROM audit_entry', 'TRUNCATE audit_entry'])(
    'refuses %s',
    async (sql) => {
      await append(1);
      await expect(database.dataSource.query(sql)).rejects.toMatchObject({
        driverError: { code: '42501' },
      });
    },
  );

  it('refuses to go on while the clock is behind the last entry', async () => {
    await append(1);
    await expect(append(1, 'fire', new Date(+monday - 2_000))).rejects.toMatchObject({
      code: 'AUDIT_UNAVAILABLE',
    });
    await expect(append(1, 'fire', monday)).resolves.toBeUndefined();
  });

  it('adds nothing to a day after a later one has begun', async () => {
    const justBefore = new Date('2026-03-02T23:59:59.900Z');
    await append(1, 'fire', justBefore);
    await append(1, 'fire', new Date('2026-03-03T00:00:00.100Z'));
    await expect(append(1, 'fire', justBefore)).rejects.toMatchObject({
      code: 'AUDIT_UNAVAILABLE',
    });
  });
});

describe('verifying the audit', () => {
  beforeEach(async () => {
    await append(10);
    await append(5, 'fire', tuesday);
  });

  it.each([
    [
      'an edited entry',
      `UPDATE audit_entry SET entry = jsonb_set(entry, '{elementIds}', '[]') WHERE partition = 'fire/2026-03-02' AND seq = 4`,
      { partition: 'fire/2026-03-02', seq: 4, kind: 'altered' },
    ],
    [
      'an entry rewritten with a hash of its own',
      `UPDATE audit_entry SET hash = sha256('x') WHERE partition = 'fire/2026-03-02' AND seq = 4`,
      { partition: 'fire/2026-03-02', seq: 4, kind: 'altered' },
    ],
    [
      'a deleted entry',
      `DELETE FROM audit_entry WHERE partition = 'fire/2026-03-02' AND seq = 4`,
      { partition: 'fire/2026-03-02', seq: 4, kind: 'missing' },
    ],
    [
      'two entries that changed places',
      `UPDATE audit_entry SET seq = seq + 100 WHERE partition = 'fire/2026-03-02' AND seq = 4;
       UPDATE audit_entry SET seq = 4 WHERE partition = 'fire/2026-03-02' AND seq = 5;
       UPDATE audit_entry SET seq = 5 WHERE partition = 'fire/2026-03-02' AND seq = 104`,
      { partition: 'fire/2026-03-02', seq: 4, kind: 'reordered' },
    ],
    [
      'the last entries deleted',
      `DELETE FROM audit_entry WHERE partition = 'fire/2026-03-03' AND seq > 2`,
      { partition: 'fire/2026-03-03', seq: 3, kind: 'truncated' },
    ],
    [
      'a whole day deleted',
      `DELETE FROM audit_entry WHERE partition = 'fire/2026-03-02'; DELETE FROM audit_head WHERE partition = 'fire/2026-03-02'`,
      { partition: 'fire/2026-03-03', seq: 1, kind: 'missing' },
    ],
  ])('names %s', async (_, tampering, fault) => {
    expect(await verify()).toBeUndefined();
    await asSuperuser(tampering);
    expect(await verify()).toEqual(fault);
  });

  it('names a chain that goes on from an earlier entry', async () => {
    const [head] = await database.dataSource.query<{ hash: Buffer }[]>(
      `SELECT hash FROM audit_entry WHERE partition = 'fire/2026-03-03' AND seq = 3`,
    );
    await asSuperuser(`DELETE FROM audit_entry WHERE partition = 'fire/2026-03-03' AND seq > 4;
      UPDATE audit_head SET seq = 4, hash = '\\x${head?.hash.toString('hex')}' WHERE partition = 'fire/2026-03-03'`);
    await append(1, 'fire', tuesday);
    expect(await verify()).toMatchObject({ partition: 'fire/2026-03-03', seq: 5, kind: 'forked' });
  });
});
