import type { DataSource, EntityManager } from 'typeorm';

export type End = 'committed' | 'rolled-back';

type Listener = (end: End) => void;

const hooked = new WeakSet<DataSource>();

/** Runs once the transaction has committed, and not at all if it rolls back. */
export function afterCommit(tx: EntityManager, action: () => void): void {
  atEnd(tx, (end) => {
    if (end === 'committed') action();
  });
}

/** How the transaction ends. A commit that fails counts as rolled back, whether it has reached the tables or not. */
export function atEnd({ connection, queryRunner }: EntityManager, listener: Listener): void {
  if (!queryRunner) throw new Error('There is no transaction to wait for.');
  hook(connection);
  const { data } = queryRunner as { data: { atEnd?: Listener[] } };
  (data.atEnd ??= []).push(listener);
}

function hook(connection: DataSource): void {
  if (hooked.has(connection)) return;
  hooked.add(connection);
  connection.subscribers.push({
    afterTransactionCommit: ({ queryRunner }) => tell(queryRunner, 'committed'),
    // Before: where the connection is gone, nothing comes after.
    beforeTransactionRollback: ({ queryRunner }) => tell(queryRunner, 'rolled-back'),
  });
}

function tell(queryRunner: object, end: End): void {
  const { data } = queryRunner as { data: { atEnd?: Listener[] } };
  const listeners = data.atEnd ?? [];
  delete data.atEnd;
  for (const listener of listeners) listener(end);
}
