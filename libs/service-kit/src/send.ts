import type { ClientBase } from 'pg';
import type { Writable } from 'node:stream';
import type { EntityManager } from 'typeorm';

/**
 * Sends a statement of the transaction; what is sent without awaiting an answer is carried out in the order of the
 * calls, and goes out in one piece. A named one is planned once a session: only for what needs no choice of a plan, as
 * tables grow.
 */
export async function send<Row extends object>(
  tx: EntityManager,
  { name, text }: { readonly name?: string; readonly text: string },
  values: unknown[],
): Promise<Row[]> {
  if (!tx.queryRunner) throw new Error('There is no transaction to send it in.');
  const client = (await tx.queryRunner.connect()) as ClientBase;
  gather(client);
  const { rows } = await client.query<Row>({ ...(name !== undefined && { name }), text, values });
  return rows;
}

/** To write to a socket costs more than most statements: it waits for what else is sent before anything else happens. */
function gather(client: ClientBase): void {
  const { stream } = (client as unknown as { connection: { stream: Writable } }).connection;
  stream.cork();
  process.nextTick(() => stream.uncork());
}
