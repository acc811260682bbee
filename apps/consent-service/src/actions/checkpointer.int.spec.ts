import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { aDatabase, FixedClock, type TestDatabase } from '@continuum/testing';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CheckpointFolder } from '../clients/checkpoint-folder.js';
import { AuditRepository } from '../store/ledger/audit.repository.js';
import type { Checkpoint } from '../store/ledger/checkpoint.js';
import { CheckpointRepository } from '../store/ledger/checkpoint.repository.js';
import { consentServiceMigrations } from '../store/data-source.js';
import { verifyAudit } from '../store/ledger/verify-audit.js';
import { verifyCheckpoints } from '../store/ledger/verify-checkpoints.js';
import { AuditSigner } from './audit-signer.js';
import { AuditTampered, Checkpointer } from './checkpointer.js';

const aKey = () =>
  generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const signer = await AuditSigner.of(aKey());
const audit = new AuditRepository();
const clock = new FixedClock('2026-03-02T18:00:00.000Z');
let database: TestDatabase;
let place: string;
let folder: CheckpointFolder;
let checkpointer: Checkpointer;

beforeAll(async () => {
  database = await aDatabase(consentServiceMigrations);
  place = await mkdtemp(join(tmpdir(), 'checkpoints-'));
  folder = new CheckpointFolder(place);
  checkpointer = new Checkpointer(database.dataSource, new CheckpointRepository(), signer, clock);
});
afterAll(async () => {
  await database.drop();
  await rm(place, { recursive: true });
});

/** What only somebody can do who owns the whole server. */
async function asSuperuser(...statements: string[]) {
  await database.dataSource.transaction(async (tx) => {
    await tx.query('SET LOCAL session_replication_role = replica');
    for (const sql of statements) await tx.query(sql);
  });
}

/** Two owners, two days, three checkpoints, each with its copy. */
beforeEach(async () => {
  await asSuperuser('DELETE FROM audit_entry', 'DELETE FROM audit_head');
  await asSuperuser('DELETE FROM audit_checkpoint', 'DELETE FROM outbox');
  for (const name of await readdir(place)) await rm(join(place, name));
  clock.set('2026-03-02T18:00:00.000Z');
  await append('fire', 200);
  await append('health', 3);
  await checkpoint();
  clock.set('2026-03-03T18:00:00.000Z');
  await append('fire', 5);
  await checkpoint();
  await append('health', 4);
  await checkpoint();
});

const append = (owner: string, count: number) =>
  database.dataSource.transaction((tx) => {
    const drafts = Array.from({ length: count }, (_, nth) => ({
      owner,
      content: { id: `${owner}-${nth}`, elementIds: ['ems.name'] },
    }));
    return audit.append(drafts, clock.now(), tx);
  });

async function checkpoint() {
  await checkpointer.take();
  await checkpointer.exportTo(folder);
}

const seals = new Map([[signer.seal.keyId, signer.seal]]);

const fault = async (copies?: CheckpointFolder) => {
  const { manager } = database.dataSource;
  const { fault: ofChain } = await verifyAudit(manager);
  if (ofChain) return ofChain;
  return (await verifyCheckpoints(manager, seals, copies?.all())).fault;
};

/** An intruder who knows how the chain is made writes it anew from an entry on. */
async function rewritten(partition: string, from: number) {
  await asSuperuser(
    `DELETE FROM audit_entry WHERE partition = '${partition}' AND seq >= ${from}`,
    `UPDATE audit_head SET seq = ${from - 1}, hash =
       (SELECT hash FROM audit_entry WHERE partition = '${partition}' AND seq = ${from - 1})
      WHERE partition = '${partition}'`,
  );
}

const FIRE = 'fire/2026-03-02';
const TODAY = 'fire/2026-03-03';
const HEALTH = 'health/2026-03-03';

describe('checkpoints of the audit', () => {
  it('hold while nobody tampers, and are told and copied', async () => {
    expect(await fault(folder)).toBeUndefined();
    const { manager } = database.dataSource;
    expect(await verifyCheckpoints(manager, seals, folder.all())).toMatchObject({ checkpoints: 3 });
    const [told] = await database.dataSource.query<{ n: string }[]>(
      `SELECT count(*) AS n FROM outbox WHERE type = 'audit.checkpointed.v1'`,
    );
    expect(told?.n).toBe('3');
    expect((await readdir(place)).toSorted()).toHaveLength(4);
  });

  it('are not taken where nothing was added', async () => {
    expect(await checkpointer.take()).toBeUndefined();
    await append('fire', 1);
    expect(await checkpointer.take()).toMatchObject({ seq: 4 });
  });

  it('are taken by one instance at a time', async () => {
    await append('fire', 1);
    const taken = await Promise.all([1, 2, 3].map(() => checkpointer.take()));
    expect(taken.filter(Boolean)).toHaveLength(1);
  });

  it('name every open chain, and each closed one as it ended', async () => {
    const [first, second, third] = await new CheckpointRepository().after(
      0,
      3,
      database.dataSource.manager,
    );
    const lengths = [first, second, third].map((one) =>
      one?.heads.map(({ partition, seq }) => `${partition} ${seq}`),
    );
    expect(lengths).toEqual([
      [`${FIRE} 200`, 'health/2026-03-02 3'],
      [`${FIRE} 200`, `${TODAY} 5`, 'health/2026-03-02 3'],
      [`${TODAY} 5`, `${HEALTH} 4`],
    ]);
  });

  it('are copied also after the place was away', async () => {
    await rm(join(place, 'checkpoint-000000000002.json'));
    await rm(join(place, 'checkpoint-000000000003.json'));
    await checkpointer.exportTo(folder);
    expect(await fault(folder)).toBeUndefined();
    expect(await readdir(place)).toHaveLength(4);
  });

  it('leave a copy that is there as it is', async () => {
    const file = join(place, 'checkpoint-000000000001.json');
    const before = await readFile(file, 'utf8');
    await folder.keep({ ...(JSON.parse(before) as Checkpoint), rootHash: 'other' });
    expect(await readFile(file, 'utf8')).toBe(before);
  });
});

describe('tampering that the chains alone would not show', () => {
  const cut = (partition: string, after: number) => rewritten(partition, after + 1);
  const gone = (partition: string) =>
    asSuperuser(
      `DELETE FROM audit_entry WHERE partition = '${partition}'`,
      `DELETE FROM audit_head WHERE partition = '${partition}'`,
    );

  it.each([
    ['the last hundred entries cut off, head and all', () => cutHundred(), FIRE, 106, 'truncated'],
    ['the last entries of today cut off', () => cut(TODAY, 2), TODAY, 3, 'truncated'],
    ['a whole day taken out at the end', () => gone(HEALTH), HEALTH, 1, 'missing'],
    ['a day rewritten with hashes of its own', () => forge(TODAY, 3), TODAY, 5, 'forked'],
  ] as const)('%s', async (_, tamper, partition, seq, kind) => {
    await tamper();
    expect((await verifyAudit(database.dataSource.manager)).fault).toBeUndefined();
    expect(await fault()).toEqual({ partition, seq, kind });
    await expect(checkpointer.take()).rejects.toBeInstanceOf(AuditTampered);
  });

  /** Today's five and so many of yesterday's that a hundred are gone. */
  async function cutHundred() {
    await gone(TODAY);
    await cut(FIRE, 105);
    await asSuperuser(`UPDATE audit_head SET is_closed = false WHERE partition = '${FIRE}'`);
  }

  async function forge(partition: string, from: number) {
    await rewritten(partition, from);
    await append('fire', 5 - from + 1);
  }
});

describe('tampering with the checkpoints themselves', () => {
  it.each([
    [
      'one edited',
      `UPDATE audit_checkpoint SET at = at + interval '1 hour' WHERE seq = 2`,
      { seq: 2, kind: 'altered' },
    ],
    [
      'a head in one edited',
      `UPDATE audit_checkpoint SET heads = jsonb_set(heads, '{0,seq}', '1') WHERE seq = 2`,
      { seq: 2, kind: 'altered' },
    ],
    ['one taken out', `DELETE FROM audit_checkpoint WHERE seq = 2`, { seq: 2, kind: 'missing' }],
    [
      'two that changed places',
      `UPDATE audit_checkpoint SET seq = seq + 100 WHERE seq = 2;
       UPDATE audit_checkpoint SET seq = 2 WHERE seq = 3;
       UPDATE audit_checkpoint SET seq = 3 WHERE seq = 102`,
      { seq: 2, kind: 'altered' },
    ],
  ])('%s is named', async (_, sql, found) => {
    await asSuperuser(sql);
    expect(await fault()).toEqual({ partition: 'checkpoints', ...found });
  });

  it('the last ones taken out, and the entries they signed: the copies show it', async () => {
    await rewritten(TODAY, 3);
    await asSuperuser('DELETE FROM audit_checkpoint WHERE seq > 1');
    expect(await fault()).toBeUndefined();
    expect(await fault(folder)).toEqual({ partition: 'checkpoints', seq: 2, kind: 'truncated' });
  });

  it('all of it done again and signed with another key', async () => {
    await asSuperuser('DELETE FROM audit_checkpoint');
    const other = await AuditSigner.of(aKey());
    const { dataSource } = database;
    await new Checkpointer(dataSource, new CheckpointRepository(), other, clock).take();
    expect(await fault()).toEqual({ partition: 'checkpoints', seq: 1, kind: 'altered' });
  });

  it('another history signed with the stolen key: the copies show it', async () => {
    await asSuperuser('DELETE FROM audit_checkpoint');
    await rewritten(TODAY, 3);
    clock.set('2026-03-03T18:00:01.000Z');
    await checkpointer.take();
    expect(await fault()).toBeUndefined();
    expect(await fault(folder)).toEqual({ partition: 'checkpoints', seq: 1, kind: 'forked' });
  });

  it('a copy that was edited is named', async () => {
    const file = join(place, 'checkpoint-000000000003.json');
    const copy = JSON.parse(await readFile(file, 'utf8')) as object;
    await writeFile(file, JSON.stringify({ ...copy, at: '2026-03-03T19:00:00.000Z' }));
    expect(await fault(folder)).toEqual({ partition: 'checkpoints', seq: 3, kind: 'altered' });
  });
});
