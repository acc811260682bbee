import { send } from '@continuum/service-kit';
import type { EntityManager } from 'typeorm';
import { ReceivedElsewhere } from './infrastructure.js';

/** Marks ids as received and says which were new. In the transaction of the effects. */
export async function receive(tx: EntityManager, ids: readonly string[]): Promise<Set<string>> {
  const fresh = new Set(ids);
  if (fresh.size === 0) return fresh;
  const known: { event_id: string }[] = await tx.query(
    'SELECT event_id FROM inbox WHERE event_id = ANY($1::uuid[])',
    [listed(fresh)],
  );
  for (const { event_id } of known) fresh.delete(event_id);
  if (fresh.size > 0) await mark(tx, fresh);
  return fresh;
}

const MARK = {
  name: 'inbox-mark',
  text: 'INSERT INTO inbox (event_id) SELECT id FROM unnest($1::uuid[]) AS id ORDER BY id',
};

/** A plain insertion, since almost none is known. In order, or two batches would wait for each other. */
async function mark(tx: EntityManager, ids: ReadonlySet<string>): Promise<void> {
  try {
    await send(tx, MARK, [listed(ids)]);
  } catch (error) {
    throw isTaken(error) ? new ReceivedElsewhere('Another consumer was first.') : error;
  }
}

/** Ids need no quotes. */
const listed = (ids: ReadonlySet<string>) => `{${[...ids].join(',')}}`;

const isTaken = (error: unknown) => (error as { code?: string }).code === '23505';

/** Forgets what no redelivery can reach any more: topic retention plus seven days. */
export async function forgetOld(tx: EntityManager, days: number, atMost = 10_000): Promise<void> {
  await tx.query(
    `DELETE FROM inbox WHERE event_id IN
       (SELECT event_id FROM inbox WHERE handled_at < now() - make_interval(days => $1) LIMIT $2)`,
    [days, atMost],
  );
}
