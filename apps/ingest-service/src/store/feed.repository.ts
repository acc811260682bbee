import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

export interface FeedProgress {
  readonly feed: string;
  readonly version: number;
  readonly completeThrough: string;
}

/** How far feeds are complete. */
@Injectable()
export class FeedRepository {
  /** @returns undefined when that date, or a later one, was declared before */
  async advance(
    feed: string,
    completeThrough: string,
    declaredAt: Date,
    tx: EntityManager,
  ): Promise<FeedProgress | undefined> {
    const [row]: { feed_version: number }[] = await tx.query(
      `INSERT INTO feed AS kept (feed, feed_version, complete_through, declared_at)
       VALUES ($1, 1, $2, $3)
       ON CONFLICT (feed) DO UPDATE
          SET feed_version = kept.feed_version + 1, complete_through = excluded.complete_through,
              declared_at = excluded.declared_at
        WHERE kept.complete_through < excluded.complete_through
       RETURNING feed_version`,
      [feed, completeThrough, declaredAt.toISOString()],
    );
    return row && { feed, version: row.feed_version, completeThrough };
  }
}
