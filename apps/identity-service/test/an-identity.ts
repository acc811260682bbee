import { SubjectReportedV1, type RecordAssigned, type Subject } from '@continuum/contracts';
import { createDataSource } from '@continuum/service-kit';
import { aDatabase, anEvent } from '@continuum/testing';
import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { Bell } from '../src/actions/bell.js';
import { Preparation } from '../src/actions/preparation.js';
import { Relink } from '../src/actions/relink.js';
import { ResolveBatch } from '../src/actions/resolve-batch.js';
import { Resolver } from '../src/actions/resolver.js';
import { EMPTY_EPOCH } from '../src/domain/matching/rarity.js';
import { STARTING_MODEL } from '../src/domain/matching/starting-model.js';
import type { Judgement } from '../src/domain/resolution/command.js';
import { SubjectReportedHandler } from '../src/inbound/subject-reported.handler.js';
import { ActivationRepository } from '../src/store/activation.repository.js';
import { ChangesRepository } from '../src/store/changes/changes.repository.js';
import { Engines } from '../src/store/engines.js';
import { IntakeRepository } from '../src/store/intake.repository.js';
import { LeaseRepository } from '../src/store/lease.repository.js';
import { loadNicknames } from '../src/store/lists.js';
import { migrations } from '../src/store/migrations/index.js';
import { SourceRepository } from '../src/store/source.repository.js';

export const SECRET = 'a secret of the tests';
const nicknames = loadNicknames();
export const engine = { model: STARTING_MODEL, epoch: EMPTY_EPOCH, nicknames };
export const engines = new Engines(engine);

export const aPreparation = () =>
  new Preparation({
    secret: SECRET,
    genericAddresses: new Set(),
    genericPhones: new Set(),
  });

export function aResolver(dataSource: DataSource, { size = 500, leaseMs = 60_000 } = {}) {
  const leases = new LeaseRepository();
  const batch = new ResolveBatch(
    leases,
    new IntakeRepository(),
    new ChangesRepository(),
    new SourceRepository(),
  );
  const relink = new Relink(
    dataSource,
    new ActivationRepository(),
    leases,
    new ChangesRepository(),
  );
  return new Resolver(dataSource, leases, batch, relink, {
    secret: SECRET,
    size,
    leaseMs,
    engines,
  });
}

/** Identity on a database of its own: report subjects, resolve, look. */
export async function anIdentity(options: { size?: number } = {}) {
  const { url: databaseUrl, drop: dropDatabase } = await aDatabase(migrations);
  const session = { service: 'identity-service', url: databaseUrl, migrations };
  const dataSource = await createDataSource({ ...session, isPipelined: true }).initialize();
  const drop = async () => {
    await dataSource.destroy();
    await dropDatabase();
  };
  const resolver = aResolver(dataSource, options);
  const handler = new SubjectReportedHandler(
    aPreparation(),
    new IntakeRepository(),
    resolver,
    new Bell(),
  );

  /** As `receive`, with something more before the commit. */
  const receiveWithin = (subjects: readonly Subject[], more: () => Promise<void>) =>
    dataSource.transaction(async (tx) => {
      const events = subjects.map((subject) => anEvent(SubjectReportedV1, subject));
      const outcomes = await handler.handle(events, { tx });
      await more();
      return outcomes;
    });
  const receive = (...subjects: Subject[]) => receiveWithin(subjects, () => Promise.resolve());
  const resolve = async (by = resolver) => {
    await by.stand();
    while ((await by.resolve()) > 0);
  };
  const report = async (...subjects: Subject[]) => {
    const outcomes = await receive(...subjects);
    await resolve();
    return outcomes;
  };
  const command = async (value: object) => {
    await dataSource.query('INSERT INTO intake (command) VALUES ($1)', [JSON.stringify(value)]);
    await resolve();
  };
  const judge = async (verdict: Judgement['verdict'], left: string[], right: string[]) => {
    const judgementId = randomUUID();
    const at = '2026-03-02T09:00:00.000Z';
    const said = { judgementId, verdict, left, right, actor: 'nora', reason: 'she knows them', at };
    await command({ kind: 'judgement', judgement: { ...said, actorKind: 'user' } });
    return judgementId;
  };
  const revoke = (judgementId: string) =>
    command({
      kind: 'revocation',
      judgementId,
      actor: 'gus',
      reason: 'mistaken',
      at: '2026-03-02T10:00:00.000Z',
    });

  return {
    dataSource,
    databaseUrl,
    resolver,
    receive,
    receiveWithin,
    resolve,
    report,
    judge,
    revoke,
    drop,
    ...views(dataSource),
  };
}

function views(dataSource: DataSource) {
  /** Record key → person id of everyone linked now. */
  const persons = async (): Promise<Record<string, string>> => {
    const rows: { record_key: string; person_id: string }[] = await dataSource.query(
      `SELECT record_key, person_id FROM membership JOIN subject USING (record_no)
        WHERE to_step IS NULL ORDER BY record_key`,
    );
    return Object.fromEntries(rows.map(({ record_key, person_id }) => [record_key, person_id]));
  };
  /** Groups of record keys, each sorted. */
  const groups = async () => {
    const byPerson = Map.groupBy(Object.entries(await persons()), ([, id]) => id);
    return [...byPerson.values()].map((entries) => entries.map(([key]) => key)).sort();
  };
  const events = async <Data = RecordAssigned>(type: string): Promise<Data[]> => {
    const rows: { payload: Buffer }[] = await dataSource.query(
      'SELECT payload FROM outbox WHERE type = $1 ORDER BY id',
      [type],
    );
    return rows.map(({ payload }) => JSON.parse(payload.toString()) as Data);
  };
  /** Who was whose, how surely and by which step, of all times. */
  const memberships = (): Promise<object[]> =>
    dataSource.query(
      `SELECT record_key, person_id, confidence, from_step, to_step, cause
         FROM membership JOIN subject USING (record_no) ORDER BY record_no, from_step`,
    );
  /** Ids of all events. */
  const told = async (): Promise<string[]> => {
    const rows: { event_id: string }[] = await dataSource.query(
      'SELECT event_id FROM outbox ORDER BY event_id',
    );
    return rows.map(({ event_id }) => event_id);
  };
  const count = async (table: string) => {
    const [row]: { count: string }[] = await dataSource.query(`SELECT count(*) FROM ${table}`);
    return Number(row?.count);
  };
  return { persons, groups, events, memberships, told, count };
}
