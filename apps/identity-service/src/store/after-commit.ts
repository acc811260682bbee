import type { DataSource, EntityManager } from 'typeorm';

type Action = () => void;

const hooked = new WeakSet<DataSource>();

/** Runs once the transaction has committed, and not at all if it rolls back. */
export function afterCommit(tx: EntityManager, action: Action): void {
  const { connection, queryRunner } = tx;
  if (!queryRunner) throw new Error('There is no transaction to wait for.');
  hook(connection);
  const { data } = queryRunner as { data: { afterCommit?: Action[] } };
  (data.afterCommit ??= []).push(action);
}

function hook(connection: DataSource): void {
  if (hooked.has(connection)) return;
  hooked.add(connection);
  connection.subscribers.push({
    afterTransactionCommit({ queryRunner }) {
      const { data } = queryRunner as { data: { afterCommit?: Action[] } };
      const actions = data.afterCommit ?? [];
      delete data.afterCommit;
      for (const action of actions) action();
    },
    afterTransactionRollback({ queryRunner }) {
      delete (queryRunner as { data: { afterCommit?: Action[] } }).data.afterCommit;
    },
  });
}
