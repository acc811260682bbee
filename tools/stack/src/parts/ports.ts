import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';

/** @throws Error that names every busy port and who wants it */
export async function requireFree(ports: Readonly<Record<string, number>>): Promise<void> {
  const tried = Object.entries(ports).map(async ([part, port]) =>
    (await isFree(port)) ? [] : [`${port} (${part})`],
  );
  const busy = (await Promise.all(tried)).flat();
  if (busy.length === 0) return;
  throw new Error(
    `Ports in use: ${busy.join(', ')}. Stop what holds them (perhaps another stack), then start again.`,
  );
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  try {
    await once(server.listen(port, '127.0.0.1'), 'listening');
    return true;
  } catch {
    return false;
  } finally {
    server.close();
  }
}

/** As many ports as there are names, each free a moment ago. */
export async function freePorts<Name extends string>(
  names: readonly Name[],
): Promise<Record<Name, number>> {
  const servers = names.map(() => createServer().listen(0, '127.0.0.1'));
  await Promise.all(servers.map((server) => once(server, 'listening')));
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => once(server.close(), 'close')));
  return Object.fromEntries(names.map((name, at) => [name, ports[at]])) as Record<Name, number>;
}
