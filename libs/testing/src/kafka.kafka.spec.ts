import { describe, expect, it } from '@jest/globals';
import { connect } from 'node:net';
import { once } from 'node:events';
import { aBroker } from './kafka.js';

describe('the broker of a test run', () => {
  it('answers', async () => {
    const { brokers } = await aBroker();
    const [host, port] = (brokers[0] ?? '').split(':');
    const socket = connect(Number(port), host);
    await once(socket, 'connect');
    socket.destroy();
  });

  it('is the same for all, under a prefix of one’s own', async () => {
    const [first, second] = await Promise.all([aBroker(), aBroker()]);
    expect(second.brokers).toEqual(first.brokers);
    expect(second.prefix).not.toBe(first.prefix);
  });
});
