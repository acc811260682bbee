import { Injectable } from '@nestjs/common';
import { Refused } from '@continuum/contracts';
import { Clock } from '@continuum/service-kit';
import type { EntityManager } from 'typeorm';

/** One writing transaction and its knowledge time, a UTC instant with microseconds. */
export interface Load {
  readonly loadKey: string;
  readonly knownAt: string;
}

const AS_INSTANT = `to_char(known_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

/** The mart's clock of knowledge. Writers take turns, so commits become visible in the order of their times. */
@Injectable()
export class LoadRepository {
  constructor(private readonly clock: Clock) {}

  /** From here to the commit nobody else writes: parse and compute before. */
  async open(tx: EntityManager): Promise<Load> {
    await tx.query(`SELECT pg_advisory_xact_lock(hashtext('continuum.knowledge'))`);
    const [load]: Load[] = await tx.query(
      `INSERT INTO work.load (known_at)
       SELECT greatest($1::timestamptz, max(known_at) + interval '1 microsecond') FROM work.load
       RETURNING load_key AS "loadKey", ${AS_INSTANT} AS "knownAt"`,
      [this.clock.now()],
    );
    if (!load) throw new Error('a load was not opened');
    return load;
  }

  /** @throws Refused NOT_FOUND while nothing is known at all */
  async newest(tx: EntityManager): Promise<string> {
    const [load]: Pick<Load, 'knownAt'>[] = await tx.query(
      `SELECT ${AS_INSTANT} AS "knownAt" FROM work.load ORDER BY known_at DESC LIMIT 1`,
    );
    if (!load) throw new Refused('NOT_FOUND', 'Nothing is known yet.');
    return load.knownAt;
  }
}
