import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { aTcpProxy, type TcpProxy } from './tcp-proxy.js';

describe('a link between a client and an echo', () => {
  let echo: Server;
  let proxy: TcpProxy;
  let client: Socket;

  beforeEach(async () => {
    echo = createServer((socket) => socket.on('error', () => socket.destroy()).pipe(socket));
    await once(echo.listen(0, '127.0.0.1'), 'listening');
    proxy = await aTcpProxy({ port: (echo.address() as AddressInfo).port });
    client = connect(proxy.port, '127.0.0.1');
    await once(client, 'connect');
    client.setEncoding('utf8');
  });
  afterEach(async () => {
    client.destroy();
    await proxy.close();
    echo.close();
  });

  const answerTo = async (text: string) => {
    client.write(text);
    const [answer] = await once(client, 'data');
    return answer as string;
  };

  it('passes what is sent', async () => {
    expect(await answerTo('hello')).toBe('hello');
  });

  it('is slow both ways when told', async () => {
    proxy.latency(40);
    const from = performance.now();
    await answerTo('hello');
    expect(performance.now() - from).toBeGreaterThanOrEqual(78);
  });

  it('breaks open connections and new ones when told', async () => {
    await answerTo('hello');
    proxy.reset();
    const [error] = await once(client, 'error');
    expect(error).toMatchObject({ code: 'ECONNRESET' });

    const late = connect(proxy.port, '127.0.0.1');
    const [refusal] = await once(late, 'error');
    expect(refusal).toMatchObject({ code: 'ECONNRESET' });
  });

  it('swallows everything until it is restored, and then starts connections anew', async () => {
    proxy.blackhole();
    client.write('lost');
    const answer = once(client, 'data').then(() => 'answered');
    const wait = new Promise((resolve) => setTimeout(resolve, 50, 'silent'));
    expect(await Promise.race([answer.catch(() => 'reset'), wait])).toBe('silent');

    proxy.restore();
    expect(await answer.catch(() => 'reset')).toBe('reset');
  });
});
