import { send } from '@continuum/service-kit';
import type { EntityManager } from 'typeorm';

/** Marks ids as received and says which were new. In the transaction of the effects. */
export async function receive(tx: EntityManager, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const rows = await send<{ event_id: string }>(
    tx,
    {
      name: 'inbox-receive',
      text: `INSERT INTO inbox (event_id) SELECT DISTINCT id FROM unnest($1::uuid[]) AS id ORDER BY id
     ON CONFLICT DO NOTHING RETURNING event_id`,
    },
    [ids],
  );
  return new Set(rows.map(({ event_id }) => event_id));
}

/** Forgets what no redelivery can reach any more: topic retention plus seven days. */
export async function forgetOld(tx: EntityManager, days: number, atMost = 10_000): Promise<void> {
  await tx.query(
    `DELETE FROM inbox WHERE event_id IN
       (SELECT event_id FROM inbox WHERE handled_at < now() - make_interval(days => $1) LIMIT $2)`,
    [days, atMost],
  );
}
