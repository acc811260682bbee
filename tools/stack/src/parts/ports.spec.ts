import { describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { freePorts, requireFree } from './ports.js';

describe('ports of the stack', () => {
  it('are free and differ', async () => {
    const ports = await freePorts(['gateway', 'issuer']);
    expect(ports.gateway).not.toBe(ports.issuer);
    await expect(requireFree(ports)).resolves.toBeUndefined();
  });

  it('are named, with who wants them, when they are busy', async () => {
    const ports = await freePorts(['gateway', 'issuer']);
    const holder = createServer().listen(ports.gateway, '127.0.0.1');
    await once(holder, 'listening');
    try {
      await expect(requireFree(ports)).rejects.toThrow(`Ports in use: ${ports.gateway} (gateway).`);
    } finally {
      holder.close();
    }
  });
});
