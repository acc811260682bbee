import { createServer, type AddressInfo, type Socket } from 'node:net';
import pg from 'pg';

export interface TransactionPooler {
  readonly url: string;
  close(): Promise<void>;
}

interface Session {
  readonly client: pg.Client;
  readonly stream: Socket;
  borrower?: Socket | undefined;
}

const LENGTH_AT = 1;
const READY = 'Z'.charCodeAt(0);
const TERMINATE = 'X'.charCodeAt(0);
const IDLE = 'I'.charCodeAt(0);
/** Authenticated, a key for cancelling, ready and idle. */
const WELCOME = Buffer.from([
  ...[82, 0, 0, 0, 8, 0, 0, 0, 0],
  ...[75, 0, 0, 0, 12, 0, 0, 0, 1, 0, 0, 0, 1],
  ...[90, 0, 0, 0, 5, IDLE],
]);

/** Between a client and PostgreSQL: every transaction gets the next of two sessions, as a busy pooler does it. */
export async function aTransactionPooler(databaseUrl: string): Promise<TransactionPooler> {
  const sessions = await Promise.all([openSession(databaseUrl), openSession(databaseUrl)]);
  const sockets = new Set<Socket>();
  let turn = 0;
  const next = () => sessions[(turn += 1) % sessions.length];

  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    let session: Session | undefined;
    const split = messages((message) => {
      if (message[0] === TERMINATE) return void socket.end();
      if (session?.borrower !== socket) session = next();
      if (!session) return;
      session.borrower = socket;
      session.stream.write(message);
    });
    socket.once('data', (startup: Buffer) => {
      socket.write(WELCOME);
      split(startup.subarray(startup.readInt32BE(0)));
      socket.on('data', split);
    });
  });
  for (const session of sessions) giveBack(session);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  const url = new URL(databaseUrl);
  url.host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: url.href,
    close: async () => {
      sockets.forEach((socket) => socket.destroy());
      await new Promise((resolve) => server.close(resolve));
      sessions.forEach(({ stream }) => stream.destroy());
    },
  };
}

/** Signed in by the client, whose socket is then ours. */
async function openSession(url: string): Promise<Session> {
  const client = new pg.Client(url);
  client.on('error', () => undefined);
  await client.connect();
  const { stream } = (client as unknown as { connection: { stream: Socket } }).connection;
  stream.removeAllListeners('data');
  return { client, stream };
}

function giveBack(session: Session) {
  session.stream.on(
    'data',
    messages((message) => {
      const { borrower } = session;
      if (message[0] === READY && message[5] === IDLE) session.borrower = undefined;
      borrower?.write(message);
    }),
  );
}

/** Whole messages out of pieces: a letter, a length that counts itself, the rest. */
function messages(take: (message: Buffer) => void): (piece: Buffer) => void {
  let rest: Buffer = Buffer.alloc(0);
  return (piece) => {
    rest = Buffer.concat([rest, piece]);
    while (rest.length >= LENGTH_AT + 4) {
      const size = LENGTH_AT + rest.readInt32BE(LENGTH_AT);
      if (rest.length < size) return;
      take(rest.subarray(0, size));
      rest = rest.subarray(size);
    }
  };
}
