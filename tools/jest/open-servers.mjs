import { once } from 'node:events';
import { createServer } from 'node:http';

/** Answers specs that ask for a server; nothing is built or started before the first asks. */
export default async function openServers() {
  let servers;
  const server = createServer((request, response) => {
    servers ??= load();
    servers
      .then((opened) => opened.addressOf(request.url.slice(1)))
      .then(
        (address) => response.end(address),
        (error) => response.writeHead(503).end(error.message),
      );
  });
  server.unref();
  await once(server.listen(0, '127.0.0.1'), 'listening');
  process.env.TEST_SERVERS_URL = `http://127.0.0.1:${server.address().port}`;

  globalThis.closeTestServers = async () => {
    server.close();
    server.closeAllConnections();
    await (await servers)?.close();
  };
}

async function load() {
  await import('../build.mjs');
  const { openTestServers } = await import('@continuum/stack');
  return openTestServers();
}
