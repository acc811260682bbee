import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { until } from '@continuum/testing';
import { anIdentityService } from '../../test/an-identity-service.js';
import { aSubject } from '../../test/subject.builder.js';

/** Processes start slowly on a busy machine. */
jest.setTimeout(120_000);

let identity: Awaited<ReturnType<typeof anIdentityService>>;
beforeAll(async () => {
  identity = await anIdentityService();
  await identity.report(
    ...Array.from({ length: 30 }, (_, no) =>
      aSubject(`${no % 2 ? 'police/jail' : 'fire/epcr'}/${no}`, {
        given: ['Ana', 'Bob', 'Eva'][Math.floor(no / 2) % 3]!,
        born: `19${50 + Math.floor(no / 2)}-03-12`,
        home: `${Math.floor(no / 2)} Elm Avenue`,
      }),
    ),
  );
});
afterAll(() => identity.close());

const send = (method: string, path: string, body?: object, user = 'nora') =>
  identity.send(method, `/v1/models/${path}`, undefined, body, { user });

const whenDone = (path: string) => eventually(path, ({ state }) => state !== 'running');

const whenActive = (modelId: unknown) =>
  eventually('active', ({ modelId: now, isSettled }) => now === modelId && isSettled === true);

async function eventually(path: string, isSo: (body: Record<string, unknown>) => boolean) {
  let body: Record<string, unknown> = {};
  await until(async () => {
    ({ body } = await send('GET', path));
    return isSo(body);
  });
  return body;
}

describe('models over HTTP', () => {
  it('trains, compares, and activates for another user than the trainer', async () => {
    const asked = await send('POST', 'train', { seed: 3 });
    expect(asked.status).toBe(202);
    const trained = await whenDone(`trainings/${String(asked.body['trainingId'])}`);
    expect(trained).toMatchObject({ state: 'done', seed: 3, records: 30 });
    const { modelId, epochId } = trained;

    const comparing = await send('POST', `${String(modelId)}/compare`, { epochId });
    expect(comparing.status).toBe(202);
    const { comparisonId } = comparing.body;
    const compared = await whenDone(`comparisons/${String(comparisonId)}`);
    expect(compared).toMatchObject({
      state: 'done',
      to: { modelId, epochId },
      figures: { records: 30 },
    });
    expect(JSON.stringify(compared)).not.toMatch(/police\/jail|fire\/epcr/);

    const activate = (user: string) =>
      send('POST', `${String(modelId)}/activate`, { comparisonId }, user);
    expect(await activate('nora')).toMatchObject({ status: 409, body: { code: 'SAME_USER' } });
    expect(await activate('gus')).toMatchObject({ status: 202, body: { modelId, epochId } });
    expect(await whenActive(modelId)).toEqual({ modelId, epochId, isSettled: true });
  });

  it.each([
    ['POST', 'model-0/compare', { epochId: 'epoch-0' }],
    ['POST', 'model-0/activate', { comparisonId: '8f14e45f-ceea-467f-ab3f-0d6b2f3c9a11' }],
    ['GET', 'comparisons/8f14e45f-ceea-467f-ab3f-0d6b2f3c9a11', undefined],
    ['GET', 'trainings/8f14e45f-ceea-467f-ab3f-0d6b2f3c9a11', undefined],
  ])('knows nothing of what is not there: %s %s', async (method, path, body) => {
    expect(await send(method, path, body)).toMatchObject({ status: 404 });
  });

  it.each([
    ['train', {}, 'seed'],
    ['train', { seed: -1 }, 'seed'],
    ['model-0/compare', {}, 'epochId'],
    ['model-0/compare', { epochId: 'epoch\0' }, 'epochId'],
    ['model%00/compare', { epochId: 'epoch-0' }, 'modelId'],
    ['model-0/activate', { comparisonId: 'one' }, 'comparisonId'],
  ])('names the wrong field: %s %j', async (path, body, field) => {
    expect(await send('POST', path, body)).toMatchObject({
      status: 422,
      body: { fields: expect.arrayContaining([expect.objectContaining({ field })]) },
    });
  });

  it('has no activation to give up while none is under way', async () => {
    expect(await send('DELETE', 'activation')).toMatchObject({
      status: 409,
      body: { code: 'NO_ACTIVATION' },
    });
  });
});

describe('a training or comparison', () => {
  const running = (at: string) =>
    identity.dataSource.query(
      `INSERT INTO training (id, seed, state, made_by, at)
       VALUES (gen_random_uuid(), 7, 'running', 'nora', now() - $1::interval) RETURNING id`,
      [at],
    ) as Promise<[{ id: string }]>;

  it('is one at a time', async () => {
    const [{ id }] = await running('1 second');

    expect(await send('POST', 'train', { seed: 7 })).toMatchObject({
      status: 409,
      body: { code: 'JOB_RUNNING' },
    });
    await identity.dataSource.query('DELETE FROM training WHERE id = $1', [id]);
  });

  it('has failed where its process is gone, and is in nobody’s way', async () => {
    const [{ id }] = await running('2 minutes');

    expect(await whenDone(`trainings/${id}`)).toMatchObject({ state: 'failed' });
    const { body } = await send('POST', 'train', { seed: 7 });
    expect(await whenDone(`trainings/${String(body['trainingId'])}`)).toMatchObject({
      state: 'done',
    });
  });

  it('runs on, however long, while somebody works on it', async () => {
    const [{ id }] = await running('2 days');
    const work = identity.dataSource.createQueryRunner();
    await work.startTransaction();
    await work.query('SELECT FROM training WHERE id = $1 FOR UPDATE', [id]);

    expect((await send('GET', `trainings/${id}`)).body).toMatchObject({ state: 'running' });
    await work.rollbackTransaction();
    await work.release();
    expect((await send('GET', `trainings/${id}`)).body).toMatchObject({ state: 'failed' });
  });

  it('has failed as soon as its process has, and keeps nothing', async () => {
    const { dataSource } = identity;
    const [{ models }] = (await dataSource.query('SELECT count(*) AS models FROM model')) as [
      { models: string },
    ];
    const obstacle = dataSource.createQueryRunner();
    await obstacle.startTransaction();
    await obstacle.query('LOCK TABLE epoch IN ACCESS EXCLUSIVE MODE');
    const { body } = await send('POST', 'train', { seed: 11 });
    await until(async () => {
      const ended: unknown[] = await dataSource.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
          WHERE datname = current_database() AND application_name = 'identity-model'
            AND wait_event_type = 'Lock'`,
      );
      return ended.length > 0;
    });
    await obstacle.rollbackTransaction();
    await obstacle.release();

    expect(await whenDone(`trainings/${String(body['trainingId'])}`)).toMatchObject({
      state: 'failed',
    });
    expect(await dataSource.query('SELECT count(*) AS models FROM model')).toEqual([{ models }]);
  });
});
