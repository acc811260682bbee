import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { send } from '@continuum/service-kit';

export interface Lease {
  readonly holder: string;
  readonly epoch: number;
}

/** Thrown where another instance has become the writer. */
export class LeaseLost extends Error {
  override readonly name = 'LeaseLost';

  constructor() {
    super('Another instance is the writer now.');
  }
}

@Injectable()
export class LeaseRepository {
  /** Takes an expired lease and raises its epoch; nothing while somebody holds it. */
  async acquire(holder: string, ttlMs: number, tx: EntityManager): Promise<Lease | undefined> {
    const [rows]: [{ epoch: number }[]] = await tx.query(
      `UPDATE resolver_lease
          SET holder = $1, epoch = epoch + 1, expires_at = clock_timestamp() + make_interval(secs => $2 / 1000.0)
        WHERE expires_at < clock_timestamp() OR holder = $1 RETURNING epoch`,
      [holder, ttlMs],
    );
    return rows[0] && { holder, epoch: rows[0].epoch };
  }

  /** @throws LeaseLost */
  async renew({ holder, epoch }: Lease, ttlMs: number, tx: EntityManager): Promise<void> {
    const [, count]: [unknown, number] = await tx.query(
      `UPDATE resolver_lease SET expires_at = clock_timestamp() + make_interval(secs => $3 / 1000.0)
        WHERE holder = $1 AND epoch = $2`,
      [holder, epoch, ttlMs],
    );
    if (count === 0) throw new LeaseLost();
  }

  /**
   * First read of every writing transaction: until it ends, nobody else can take the lease. Answers whether an
   * activation is under way. @throws LeaseLost
   */
  async fence({ holder, epoch }: Lease, tx: EntityManager): Promise<boolean> {
    const text = `
      SELECT EXISTS (SELECT FROM activation WHERE NOT is_over) AS "isRelinking"
        FROM resolver_lease WHERE holder = $1 AND epoch = $2 FOR SHARE`;
    const [row] = await send<{ isRelinking: boolean }>(tx, { name: 'fence', text }, [
      holder,
      epoch,
    ]);
    if (!row) throw new LeaseLost();
    return row.isRelinking;
  }

  async release({ holder, epoch }: Lease, tx: EntityManager): Promise<void> {
    await tx.query(
      `UPDATE resolver_lease SET expires_at = '-infinity' WHERE holder = $1 AND epoch = $2`,
      [holder, epoch],
    );
  }
}
