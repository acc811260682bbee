import { describe, expect, it } from '@jest/globals';
import { aPermit, aPermitSigner, noon } from '../test/permit.builder.js';
import { PermitPipe } from './needs-permit.js';
import { PermitKeys } from './permit-keys.js';
import { PermitVerifier } from './permit-verifier.js';

const user = { id: 'nora', mfa: true };

async function aPipe() {
  const { keys, sign } = await aPermitSigner();
  const clock = { now: () => noon };
  const verifier = new PermitVerifier(new PermitKeys(() => Promise.resolve(keys), clock), clock);
  return { pipe: new PermitPipe(verifier, 'ingest-service'), permit: await sign(aPermit()) };
}

describe('a route that needs a permit', () => {
  it('gets its claims when the gateway brings it for the user it was given for', async () => {
    const { pipe, permit } = await aPipe();
    const claims = await pipe.transform({ permit, caller: { service: 'gateway', user } });
    expect(claims.purpose).toBe('TREAT');
  });

  it.each([
    ['another service', { service: 'reporting-service', user }],
    ['another user', { service: 'gateway', user: { ...user, id: 'omar' } }],
    ['no user', { service: 'gateway' }],
    ['nobody', undefined],
  ])('refuses one that %s brings', async (_, caller) => {
    const { pipe, permit } = await aPipe();
    await expect(pipe.transform({ permit, caller })).rejects.toMatchObject({
      code: 'NO_DECISION',
    });
  });

  it('refuses a call without one', async () => {
    const { pipe } = await aPipe();
    const call = { permit: undefined, caller: { service: 'gateway', user } };
    await expect(pipe.transform(call)).rejects.toMatchObject({ code: 'NO_DECISION' });
  });
});
