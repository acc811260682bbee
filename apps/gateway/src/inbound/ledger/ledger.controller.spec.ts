import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { aGateway } from '../../../test/a-gateway.js';
import { ana } from '../../../test/decision.builder.js';

let gateway: Awaited<ReturnType<typeof aGateway>>;
beforeAll(async () => void (gateway = await aGateway()));
afterAll(() => gateway.close());
beforeEach(() => void (gateway.city.calls.length = 0));

const headers = { 'continuum-purpose': 'OVERSIGHT' };

describe('who read what was wrongly one person’s', () => {
  const path = `/v1/reports/wrong-views/${ana}`;
  const report = { personId: ana, readers: [] };

  it('is told by the ledger, to the user who asks', async () => {
    gateway.city.on = { [`GET ${path}`]: () => [200, report] };
    const answer = await gateway.ask(path, { user: 'gus', headers });
    expect(await answer.json()).toEqual(report);
    expect(gateway.city.calls[0]?.headers).toMatchObject({
      'continuum-purpose': 'OVERSIGHT',
      'continuum-user-token': expect.any(String),
    });
  });

  it('is nothing for whom the ledger says nothing, nor without a purpose', async () => {
    gateway.city.on = {};
    expect((await gateway.ask(path, { headers })).status).toBe(404);
    expect((await gateway.ask(path)).status).toBe(400);
  });
});

describe('a notice to a reader', () => {
  it('is listed and taken note of by the reader', async () => {
    gateway.city.on = {
      'GET /v1/notices': () => [200, { items: [{ decisionId: ana }] }],
      [`POST /v1/notices/${ana}/acknowledgement`]: () => [204],
    };
    const listed = await gateway.ask('/v1/notices', { headers });
    expect(await listed.json()).toEqual({ items: [{ decisionId: ana }] });
    const path = `/v1/notices/${ana}/acknowledgement`;
    expect((await gateway.ask(path, { method: 'POST', headers })).status).toBe(204);
  });
});
