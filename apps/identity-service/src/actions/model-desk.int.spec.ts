import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { PersonMergedV1, PersonSplitV1, Subject } from '@continuum/contracts';
import { isDeepStrictEqual } from 'node:util';
import { anIdentity, aResolver, engine, engines, SECRET } from '../../test/an-identity.js';
import { aSubject } from '../../test/subject.builder.js';
import { EMPTY_EPOCH } from '../domain/matching/rarity.js';
import { modelOf, STARTING_MODEL } from '../domain/matching/starting-model.js';
import { ActivationRepository } from '../store/activation.repository.js';
import { JobRepository } from '../store/job.repository.js';
import { saveLearnt, type Pair } from '../store/model.repository.js';
import { ModelDesk } from './model-desk.js';
import { ModelWork } from './model-work.js';
import { verifyLinks } from './verify-links.js';

const SIZE = 4;
const STARTING = { modelId: STARTING_MODEL.id, epochId: EMPTY_EPOCH.id };
const { id: _, ...content } = STARTING_MODEL;
/** It asks for more: a name and a birth date alone link nobody. */
const STRICT = modelOf({ ...content, prior: -36_000 });
const STRICTLY = { modelId: STRICT.id, epochId: EMPTY_EPOCH.id };

const GIVEN = ['Ana', 'Bob', 'Eva', 'Ivan', 'Lou', 'Mia', 'Noah', 'Omar'];
const FAMILY = ['Reyes', 'Park', 'Smith', 'Nguyen', 'Okafor'];

/** Two or three records of each of forty people: some say only name and birth date, some an address or a phone. */
const city: Subject[] = Array.from({ length: 100 }, (_, no) => {
  const who = no % 40;
  return aSubject(`${['police/jail', 'fire/epcr', 'health/ehr'][Math.floor(no / 40)]!}/${who}`, {
    given: GIVEN[who % 8]!,
    family: FAMILY[who % 5]!,
    born: `19${50 + who}-0${1 + (who % 9)}-1${who % 10}`,
    ...(who % 3 > 0 && { home: `${who} Elm Avenue`, unit: `${who}` }),
    ...(who % 3 === 2 && no < 80 && { phone: `562-437-12${10 + who}` }),
  });
});

describe('going over to another model', () => {
  let identity: Awaited<ReturnType<typeof anIdentity>>;
  let desk: ModelDesk;
  beforeEach(async () => {
    identity = await anIdentity({ size: SIZE });
    const { dataSource } = identity;
    const work = new ModelWork(dataSource, { secret: SECRET, size: SIZE, engines });
    desk = new ModelDesk(dataSource, new JobRepository(), new ActivationRepository(), {
      engines,
      run: (job) => work.run(job),
    });
    await saveLearnt({ model: STRICT, epoch: EMPTY_EPOCH }, dataSource.manager);
    await identity.report(...city);
  });
  afterEach(() => identity.drop());

  const compared = async (to: Pair) => {
    const { id, over } = await desk.compare(to, 'ann');
    await over;
    const { report } = await desk.comparison(id);
    return { id, report: report! };
  };
  const activate = async (to: Pair) => {
    const { id } = await compared(to);
    await desk.activate(id, 'bea');
    await identity.resolve();
  };
  const trained = async (seed: number, user = 'ann') => {
    const { id, over } = await desk.train(seed, user);
    await over;
    const { modelId, epochId, records } = await desk.training(id);
    return { modelId: modelId!, epochId: epochId!, records };
  };
  const tables = async () => ({
    persons: await identity.persons(),
    steps: await identity.count('step'),
    edges: await identity.count('edge'),
    told: await identity.count('outbox'),
    links: await identity.count('membership'),
  });

  it('learns the same model from the same records and seed, and changes nothing by it', async () => {
    const before = await tables();
    const first = await trained(7);

    expect(await trained(7)).toEqual(first);
    expect(first.records).toBe(city.length);
    expect(first.modelId).not.toBe(STARTING.modelId);
    expect(first.epochId).not.toBe(STARTING.epochId);
    expect(await tables()).toEqual(before);
    expect(await desk.active()).toEqual({ ...STARTING, isSettled: true });
  });

  it('learns nothing of nobody', async () => {
    await identity.dataSource.query('TRUNCATE subject CASCADE');

    await expect(desk.train(7, 'ann')).rejects.toMatchObject({ code: 'NOTHING_TO_LEARN' });
    expect(await identity.count('training')).toBe(0);
  });

  it('says what would change and why, and changes nothing by it', async () => {
    const before = await tables();
    const { report } = await compared(STRICTLY);

    expect(report.figures).toMatchObject({ records: city.length, personsMerged: 0 });
    expect(report.figures.personsSplit).toBeGreaterThan(0);
    expect(report.figures.personsAfter).toBeGreaterThan(report.figures.personsBefore);
    expect(report.cases).toContainEqual(
      expect.objectContaining({
        what: 'separated',
        before: { weight: 9_200, why: 'linked' },
        after: { weight: -5_000, why: 'under_edge' },
      }),
    );
    expect(await tables()).toEqual(before);
  });

  it('names the judgements that the new weights speak against', async () => {
    const judgement = await identity.judge('same', ['police/jail/0'], ['fire/epcr/0']);

    expect((await compared(STRICTLY)).report.contradicted).toEqual([judgement]);
  });

  it('changes exactly what the comparison said, and back again with the former ids', async () => {
    const before = await identity.persons();
    const { id, report } = await compared(STRICTLY);
    await desk.activate(id, 'bea');
    await identity.resolve();

    const after = await identity.persons();
    const moved = Object.keys(after).filter((key) => after[key] !== before[key]);
    expect(await desk.active()).toEqual({ ...STRICTLY, isSettled: true });
    expect(moved).toHaveLength(report.figures.recordsMoved);
    expect(new Set(Object.values(after)).size).toBe(report.figures.personsAfter);
    const splits = await identity.events<PersonSplitV1['data']>('person.split.v1');
    expect(splits).toHaveLength(report.figures.personsSplit);
    expect(splits[0]).toMatchObject({ cause: 'model' });
    const told = (await identity.events('record.assigned.v1')).slice(city.length);
    expect(told.filter(({ modelId }) => modelId === STRICT.id)).not.toEqual([]);
    expect(await differences({ ...engine, model: STRICT })).toEqual([]);
    expect(
      await identity.dataSource.query('SELECT DISTINCT model_id AS "modelId" FROM edge'),
    ).toEqual([{ modelId: STRICT.id }]);

    await activate(STARTING);
    expect(await identity.persons()).toEqual(before);
    expect(await desk.active()).toEqual({ ...STARTING, isSettled: true });
    const merges = await identity.events<PersonMergedV1['data']>('person.merged.v1');
    expect(merges.filter(({ cause }) => cause === 'model')).toHaveLength(
      report.figures.personsAfter - report.figures.personsBefore,
    );
    expect(await differences(engine)).toEqual([]);
  });

  it('takes a trained model into use and gives it up again', async () => {
    const before = await identity.persons();
    const pair = await trained(7);
    const { id, report } = await compared(pair);
    await desk.activate(id, 'bea');
    await identity.resolve();

    const after = await identity.persons();
    const moved = Object.keys(after).filter((key) => after[key] !== before[key]);
    expect(moved).toHaveLength(report.figures.recordsMoved);
    expect(await differences(await engines.of(pair, identity.dataSource.manager))).toEqual([]);

    await activate(STARTING);
    expect(await identity.persons()).toEqual(before);
  });

  it('goes on from where another writer stopped', async () => {
    const { id } = await compared(STRICTLY);
    await desk.activate(id, 'bea');
    for (let turn = 0; turn < 4; turn += 1) await identity.resolver.resolve();
    const [halfway]: unknown[] = await identity.dataSource.query('SELECT is_over FROM activation');
    expect(halfway).toEqual({ is_over: false });
    await identity.resolver.stepDown();

    await identity.resolve(aResolver(identity.dataSource, { size: 7 }));
    const resumed = await identity.persons();
    expect(await differences({ ...engine, model: STRICT })).toEqual([]);

    const undisturbed = await anIdentity();
    await saveLearnt({ model: STRICT, epoch: EMPTY_EPOCH }, undisturbed.dataSource.manager);
    await undisturbed.report(...city);
    await new ActivationRepository().add(id, STRICTLY, 'bea', undisturbed.dataSource.manager);
    await undisturbed.resolve();
    expect(resumed).toEqual(await undisturbed.persons());
    await undisturbed.drop();
  });

  it('catches up with records that came after the comparison', async () => {
    const { id } = await compared(STRICTLY);
    await identity.report(aSubject('fire/epcr/98'), aSubject('fire/epcr/99'));
    await desk.activate(id, 'bea');
    await identity.report(aSubject('health/ehr/99'));

    const persons = await identity.persons();
    const three = ['fire/epcr/98', 'fire/epcr/99', 'health/ehr/99'].map((key) => persons[key]);
    expect(new Set(three).size).toBe(3);
    expect(await differences({ ...engine, model: STRICT })).toEqual([]);
  });

  it('refuses a comparison with a model that is not active any more', async () => {
    const { id } = await compared(STRICTLY);
    await activate(STRICTLY);

    await expect(desk.activate(id, 'bea')).rejects.toMatchObject({ code: 'STALE_COMPARISON' });
  });

  it('refuses whoever trained the model, and a second activation before the first is over', async () => {
    const { id } = await compared(await trained(7, 'ann'));

    await expect(desk.activate(id, 'ann')).rejects.toMatchObject({ code: 'SAME_USER' });
    await desk.activate(id, 'bea');
    await expect(desk.activate(id, 'bea')).rejects.toMatchObject({
      code: 'ACTIVATION_UNDER_WAY',
    });
  });

  /** Some are regrouped, others not yet. */
  const halfway = async () => {
    const before = await identity.persons();
    const { id } = await compared(STRICTLY);
    await desk.activate(id, 'bea');
    do await identity.resolver.resolve();
    while (isDeepStrictEqual(await identity.persons(), before));
    expect(await desk.active()).toEqual({ ...STRICTLY, isSettled: false });
  };

  it('is given up without a trace before the resolver has begun', async () => {
    const before = await tables();
    const { id } = await compared(STRICTLY);
    await desk.activate(id, 'bea');

    expect(await desk.cancel('ann')).toEqual(STARTING);
    await identity.resolve();
    expect(await tables()).toEqual(before);
    expect(await desk.active()).toEqual({ ...STARTING, isSettled: true });
  });

  it('is given up half way: everybody is the person they were, id included', async () => {
    const before = await identity.persons();
    await halfway();

    expect(await desk.cancel('ann')).toEqual(STARTING);
    await identity.resolve();
    expect(await identity.persons()).toEqual(before);
    expect(await desk.active()).toEqual({ ...STARTING, isSettled: true });
    expect(await differences(engine)).toEqual([]);
  });

  it('is given up by another instance while the writer has it in memory', async () => {
    const before = await identity.persons();
    await halfway();
    await desk.cancel('ann');
    await identity.resolver.stepDown();
    await identity.resolve(aResolver(identity.dataSource, { size: 7 }));

    expect(await identity.persons()).toEqual(before);
  });

  it('is not given up where there is none, or where it is going back already', async () => {
    await expect(desk.cancel('ann')).rejects.toMatchObject({ code: 'NO_ACTIVATION' });
    await halfway();
    await desk.cancel('ann');
    await identity.resolver.resolve();
    await expect(desk.cancel('ann')).rejects.toMatchObject({ code: 'GOING_BACK' });
  });

  const differences = async (under: typeof engine) =>
    (await verifyLinks(identity.dataSource, under)).differences;
});
