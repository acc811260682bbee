import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aGateway, care } from './a-gateway.js';

let gateway: Awaited<ReturnType<typeof aGateway>>;
beforeAll(async () => void (gateway = await aGateway({ REQUESTS_PER_MINUTE: '5' })));
afterAll(() => gateway.close());

describe('the door', () => {
  it('lets a client in so often and no oftener', async () => {
    gateway.city.on['GET /v1/services'] = () => [200, []];
    const statuses = [];
    for (let times = 0; times < 6; times += 1) {
      const answer = await gateway.ask('/v1/services', { headers: care });
      statuses.push(answer.status);
      if (answer.status === 429) {
        expect(answer.headers.get('content-type')).toContain('application/problem+json');
        expect(answer.headers.get('retry-after')).toBeTruthy();
        expect(await answer.json()).toMatchObject({ code: 'RATE_LIMITED' });
      }
      if (answer.status === 200) {
        expect(answer.headers.get('access-control-allow-origin')).toBeNull();
        expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
      }
    }
    expect(statuses).toEqual([200, 200, 200, 200, 200, 429]);
  });
});
