import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Refused, type RecordAssigned, type Subject } from '@continuum/contracts';
import { createDataSource } from '@continuum/service-kit';
import type { DataSource } from 'typeorm';
import { anIdentity, aPreparation, engine, engines, SECRET } from '../../test/an-identity.js';
import { aSubject } from '../../test/subject.builder.js';
import { ActivationRepository } from '../store/activation.repository.js';
import { JobRepository } from '../store/job.repository.js';
import { IntakeRepository } from '../store/intake.repository.js';
import { LeaseLost } from '../store/lease.repository.js';
import { LoadRepository } from '../store/load.repository.js';
import { migrations } from '../store/migrations/index.js';
import { findLearnt, saveLearnt } from '../store/model.repository.js';
import { BulkLoad } from './bulk-load.js';
import { verifyLinks } from './verify-links.js';

type Identity = Awaited<ReturnType<typeof anIdentity>>;

const UNDERSAID = { given: 'Ana', family: '', born: '' };
const GIVEN = ['Ana', 'Bob', 'Eva', 'Ivan', 'Lou', 'Mia', 'Noah', 'Omar'];
const FAMILY = ['Reyes', 'Park', 'Smith', 'Nguyen', 'Okafor'];

/** Three records each of forty people, a third of them with another birth date or home. */
const people = Array.from({ length: 120 }, (_, no) => {
  const who = no % 40;
  return aSubject(`${['police/jail', 'fire/epcr', 'health/ehr'][Math.floor(no / 40)]!}/${who}`, {
    given: GIVEN[who % 8]!,
    family: FAMILY[who % 5]!,
    born: `19${50 + who}-0${1 + (no % 9)}-1${who % 10}`,
    ...(no % 3 > 0 && { home: `${who} Elm Avenue`, unit: `${who}` }),
    ...(no % 3 === 2 && { phone: `562-437-12${10 + who}` }),
  });
});
/** Some say little, three of them the same; one does not say who it is about. */
const city: Subject[] = [
  ...people,
  aSubject('police/jail/9001', UNDERSAID),
  aSubject('police/jail/9002', UNDERSAID),
  aSubject('police/jail/9003', UNDERSAID),
  aSubject('police/jail/9004', { unidentified: true }),
  aSubject('police/jail/9005', { labels: [] }),
];
const LATER = [
  aSubject('police/rms/1', { given: 'Mia', phone: '562-437-1239' }),
  aSubject('police/rms/2', { given: 'Omar', family: 'Park', home: '23 Elm Avenue', unit: '23' }),
  aSubject('police/rms/3', UNDERSAID),
];

describe('loading an empty service', () => {
  let identity: Identity;
  let own: DataSource;
  beforeEach(async () => {
    identity = await anIdentity();
    own = await createDataSource({
      service: 'identity-service',
      url: identity.databaseUrl,
      migrations,
    }).initialize();
  });
  afterEach(async () => {
    await own.destroy();
    await identity.drop();
  });

  const load = (subjects: readonly Subject[], intake = new IntakeRepository()) =>
    new BulkLoad(own, {
      loads: new LoadRepository(),
      intake,
      jobs: new JobRepository(),
      activations: new ActivationRepository(),
      preparation: aPreparation(),
      engine,
      secret: SECRET,
    }).load(subjects, { user: 'ann', seed: 7, now: new Date('2026-03-02') });

  const differences = async () => {
    const { dataSource } = identity;
    const found = await verifyLinks(dataSource, await engines.active(dataSource.manager));
    return found.differences;
  };

  it('keeps what a stream of the same records keeps under the same model', async () => {
    const { modelId, epochId } = await load(city.toReversed());
    await identity.resolve();
    const learnt = await findLearnt({ modelId, epochId }, own.manager);
    const streamed = await anIdentity();
    try {
      await saveLearnt(learnt!, streamed.dataSource.manager);
      await streamed.dataSource.query(
        `INSERT INTO activation (comparison_id, model_id, epoch_id, made_by, from_step, is_over)
         VALUES (gen_random_uuid(), $1, $2, 'ann', 0, true)`,
        [modelId, epochId],
      );
      await streamed.report(...city);

      const kept = await keptIn(identity);
      expect(kept).toEqual(await keptIn(streamed));
      expect(kept.edges.length).toBeGreaterThan(city.length);
      expect(kept.reviews.length).toBeGreaterThan(0);

      for (const one of [identity, streamed]) await one.report(...LATER);
      expect(await keptIn(identity)).toEqual(await keptIn(streamed));
      expect(await differences()).toEqual([]);
    } finally {
      await streamed.drop();
    }
  });

  it('tells of every record once, and of nothing when all is reported again', async () => {
    await load(city);
    await identity.resolve();
    const told = await identity.told();
    const assigned = await identity.events<RecordAssigned>('record.assigned.v1');

    await identity.report(...city);

    expect(assigned.map(({ recordKey }) => recordKey).sort()).toEqual(
      city.map(({ recordKey }) => recordKey).sort(),
    );
    expect(await identity.persons()).toEqual(
      Object.fromEntries(assigned.map(({ recordKey, personId }) => [recordKey, personId])),
    );
    expect(await identity.told()).toEqual(told);
    expect(await identity.count('intake')).toBe(city.length);
  });

  it('gives the same persons whatever the order in which the records came', async () => {
    await load(city);
    const other = await anIdentity();
    const reversed = await createDataSource({
      service: 'identity-service',
      url: other.databaseUrl,
      migrations,
    }).initialize();
    const kept = own;
    try {
      own = reversed;
      await load(city.toReversed());
      expect(await other.memberships()).toEqual(await identity.memberships());
    } finally {
      own = kept;
      await reversed.destroy();
      await other.drop();
    }
  });

  it('leaves to the resolver what comes after the first version of a record', async () => {
    const newer = aSubject('police/jail/9005', { recordVersion: 2, phone: '562-437-9999' });
    const gone = aSubject('health/ehr/9001', { state: 'withdrawn' });
    const same = aSubject('police/jail/9006', { family: 'Okafor', sameAs: ['police/jail/9001'] });

    const loaded = await load([...city, newer, gone, same, newer]);
    expect(loaded).toMatchObject({ records: city.length, waiting: 3, refused: 0 });
    await identity.resolve();

    const persons = await identity.persons();
    expect(persons['police/jail/9006']).toBe(persons['police/jail/9001']);
    expect(persons['health/ehr/9001']).toBeUndefined();
    const versions: object[] = await own.query(
      `SELECT version FROM subject WHERE record_key = 'police/jail/9005'`,
    );
    expect(versions).toEqual([{ version: 2 }]);
    expect(await differences()).toEqual([]);
  });

  it('says how many versions came twice with two contents, and keeps the first', async () => {
    const other = aSubject('police/jail/9005', { given: 'Eva' });

    expect(await load([...city, other])).toMatchObject({ refused: 1, waiting: 0 });
  });

  it('refuses a service that is not empty, and says where', async () => {
    await identity.report(aSubject('police/jail/1'));

    await expect(load(city)).rejects.toThrow(
      new Refused(
        'NOT_EMPTY',
        'Only an empty service is loaded; it has rows in description, subject, subject_version, intake, person, membership, step.',
      ),
    );
    expect(await identity.count('subject')).toBe(1);
  });

  it('leaves the service empty where it is interrupted, and can be repeated', async () => {
    class Interrupted extends IntakeRepository {
      override add(): Promise<Set<string>> {
        return Promise.reject(new Error('interrupted'));
      }
    }
    const twice = [...city, city[0]!];

    await expect(load(twice, new Interrupted())).rejects.toThrow('interrupted');
    for (const table of ['subject', 'edge', 'membership', 'step', 'outbox', 'activation']) {
      expect([table, await identity.count(table)]).toEqual([table, 0]);
    }
    const indexes = await indexesOf(own);
    expect(await load(twice)).toMatchObject({ records: city.length });
    expect(await indexesOf(own)).toEqual(indexes);
  });

  it('fences out the writer of before, who then goes on from what was loaded', async () => {
    await identity.resolve();
    await load(city);

    await expect(identity.resolver.resolve()).rejects.toBeInstanceOf(LeaseLost);
    await identity.report({ ...city[0]!, recordKey: 'police/rms/1', recordId: '1' });

    const persons = await identity.persons();
    expect(persons['police/rms/1']).toBe(persons[city[0]!.recordKey]);
  });
});

const indexesOf = (dataSource: DataSource): Promise<object[]> =>
  dataSource.query(
    `SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY indexname`,
  );

/** Groups, descriptions, edges and questions, without the numbers that follow from an order of arrival. */
async function keptIn({ dataSource, groups }: Identity) {
  const confidences: object[] = await dataSource.query(
    `SELECT record_key, confidence, cause, link_version, hash, is_unlinkable, self_weight, state, labels
       FROM subject JOIN membership USING (record_no) JOIN description ON no = description_no
      WHERE to_step IS NULL ORDER BY record_key`,
  );
  const edges: object[] = await dataSource.query(
    `SELECT least(a.hash, b.hash) AS one, greatest(a.hash, b.hash) AS other, weight, pattern
       FROM edge JOIN description AS a ON a.no = edge.a JOIN description AS b ON b.no = edge.b
      ORDER BY 1, 2`,
  );
  const reviews: object[] = await dataSource.query(
    `SELECT kind, weight, priority, least(a.record_key, b.record_key) AS one,
            greatest(a.record_key, b.record_key) AS other
       FROM review_task JOIN subject AS a ON a.record_no = review_task.a
       JOIN subject AS b ON b.record_no = review_task.b WHERE review_task.state = 'open' ORDER BY one, other, kind`,
  );
  return { groups: await groups(), confidences, edges, reviews };
}
