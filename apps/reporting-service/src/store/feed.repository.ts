import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { FeedReach } from '../domain/data-through.js';
import type { LocalDate } from '../domain/local-date.js';
import { givenRows, givenValues } from './bulk.js';

export interface FeedProgress {
  /** `department/source/kind` */
  readonly feed: string;
  readonly version: number;
  readonly completeThrough: LocalDate;
  readonly isAssumed: boolean;
}

export interface FeedStart {
  readonly feed: string;
  readonly startsOn: LocalDate;
}

const progressColumns = {
  feed: 'text',
  version: 'int',
  completeThrough: 'date',
  isAssumed: 'boolean',
} as const;
const startColumns = { feed: 'text', startsOn: 'date' } as const;
const PARTS = `split_part(given.feed, '/', 1), split_part(given.feed, '/', 3)`;

@Injectable()
export class FeedRepository {
  /** One per feed. An older version changes nothing. */
  async advance(feeds: readonly FeedProgress[], tx: EntityManager): Promise<void> {
    await tx.query(
      `INSERT INTO mart.feed AS kept (feed, version, complete_through, is_assumed, department, kind)
       SELECT given.*, ${PARTS} FROM ${givenRows(progressColumns)} ORDER BY given.feed
       ON CONFLICT (feed) DO UPDATE
          SET version = excluded.version, complete_through = excluded.complete_through,
              is_assumed = excluded.is_assumed
        WHERE kept.version < excluded.version`,
      givenValues<FeedProgress>(progressColumns, feeds),
    );
  }

  /** One per feed: the earliest date seen of it. */
  async start(feeds: readonly FeedStart[], tx: EntityManager): Promise<void> {
    await tx.query(
      `INSERT INTO mart.feed AS kept (feed, starts_on, department, kind)
       SELECT given.*, ${PARTS} FROM ${givenRows(startColumns)} ORDER BY given.feed
       ON CONFLICT (feed) DO UPDATE SET starts_on = excluded.starts_on
        WHERE kept.starts_on IS NULL OR kept.starts_on > excluded.starts_on`,
      givenValues<FeedStart>(startColumns, feeds),
    );
  }

  async reachOf(
    feeds: { readonly departments: readonly string[]; readonly kinds: readonly string[] },
    tx: EntityManager,
  ): Promise<FeedReach[]> {
    return tx.query(
      `SELECT feed, complete_through::text AS "completeThrough", is_assumed AS "isAssumed"
         FROM mart.feed WHERE department = ANY($1::text[]) AND kind = ANY($2::text[])
        ORDER BY feed`,
      [feeds.departments, feeds.kinds],
    );
  }

  /** Whether every feed of these kinds is old enough to fill a window that begins on this date. */
  async cover(kinds: readonly string[], from: LocalDate, tx: EntityManager): Promise<boolean> {
    const [answer]: { covered: boolean | null }[] = await tx.query(
      `SELECT bool_and(starts_on IS NOT NULL AND starts_on <= $2) AS covered
         FROM mart.feed WHERE kind = ANY($1::text[])`,
      [kinds, from],
    );
    return answer?.covered ?? false;
  }
}
