import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { anIdentityService } from '../../test/an-identity-service.js';
import { aSubject } from '../../test/subject.builder.js';

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

const whenDone = async (path: string) => {
  for (let tries = 0; tries < 500; tries += 1) {
    const { body } = await send('GET', path);
    if (body['state'] !== 'running') return body;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error('The job has not ended within ten seconds.');
};

const whenActive = async (modelId: unknown) => {
  for (let tries = 0; tries < 500; tries += 1) {
    const { body } = await send('GET', 'active');
    if (body['modelId'] === modelId) return body;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error('The model has not become active within ten seconds.');
};

describe('models over HTTP', () => {
  it('trains, compares, and activates for another user than the trainer', async () => {
    const asked = await send('POST', 'train', { seed: 3 });
    expect(asked.status).toBe(202);
    const trained = await whenDone(String(asked.body['trainingId']));
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
    expect(await whenActive(modelId)).toEqual({ modelId, epochId });
  });

  it.each([
    ['POST', 'model-0/compare', { epochId: 'epoch-0' }],
    ['POST', 'model-0/activate', { comparisonId: '8f14e45f-ceea-467f-ab3f-0d6b2f3c9a11' }],
    ['GET', 'comparisons/8f14e45f-ceea-467f-ab3f-0d6b2f3c9a11', undefined],
    ['GET', '8f14e45f-ceea-467f-ab3f-0d6b2f3c9a11', undefined],
  ])('knows nothing of what is not there: %s %s', async (method, path, body) => {
    expect(await send(method, path, body)).toMatchObject({ status: 404 });
  });
});
