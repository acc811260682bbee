import type { EntityManager } from 'typeorm';
import type { ClientBase } from 'pg';

/**
 * Sends a statement of the transaction; what is sent without awaiting an answer is carried out in the order of the
 * calls. A named one is planned once a session: only for what needs no choice of a plan, as tables grow.
 */
export async function send<Row extends object>(
  tx: EntityManager,
  { name, text }: { readonly name?: string; readonly text: string },
  values: unknown[],
): Promise<Row[]> {
  if (!tx.queryRunner) throw new Error('There is no transaction to send it in.');
  const client = (await tx.queryRunner.connect()) as ClientBase;
  const { rows } = await client.query<Row>({ ...(name !== undefined && { name }), text, values });
  return rows;
}
