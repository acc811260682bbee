import { errorFields } from '@continuum/service-kit';
import type { Logger } from 'pino';
import type { DataSource } from 'typeorm';
import { outboxMetrics } from './metrics.js';

export interface OutboxWatchOptions {
  readonly db: DataSource;
  readonly logger: Logger;
  readonly everyMs?: number;
  readonly alarmAfterSeconds?: number;
}

interface Figures {
  readonly rows: number;
  readonly oldest_seconds: number;
  readonly oldest_tx_seconds: number;
  readonly dead_tuples: number;
}

const EVERY_MS = 15_000;
const ALARM_AFTER_SECONDS = 60;

/** How full the outbox is, and whether a long transaction keeps vacuum from what was deleted: then taking rots. */
export class OutboxWatch {
  private timer?: NodeJS.Timeout;

  constructor(private readonly options: OutboxWatchOptions) {}

  start() {
    const look = () => void this.look().catch((error: unknown) => this.unknown(error));
    this.timer = setInterval(look, this.options.everyMs ?? EVERY_MS).unref();
  }

  stop() {
    clearInterval(this.timer);
  }

  async look(): Promise<void> {
    const { db, logger, alarmAfterSeconds = ALARM_AFTER_SECONDS } = this.options;
    const [figures] = await db.query<Figures[]>(FIGURES);
    if (!figures) return;
    outboxMetrics.rows.set(figures.rows);
    outboxMetrics.oldestSeconds.set(figures.oldest_seconds);
    outboxMetrics.oldestTxSeconds.set(figures.oldest_tx_seconds);
    outboxMetrics.deadTuples.set(figures.dead_tuples);
    if (figures.oldest_tx_seconds > alarmAfterSeconds) {
      logger.error(
        { seconds: Math.round(figures.oldest_tx_seconds), deadTuples: figures.dead_tuples },
        'a long transaction pins the outbox',
      );
    }
  }

  private unknown(error: unknown) {
    this.options.logger.warn(errorFields(error), 'outbox not looked at');
  }
}

/** A transaction that only reads pins vacuum too, if it holds a snapshot. Other roles' need `pg_read_all_stats`. */
const FIGURES = `
  SELECT (SELECT count(*) FROM outbox)::int AS rows,
         coalesce((SELECT extract(epoch FROM clock_timestamp() - occurred_at)
                     FROM outbox ORDER BY lane, id LIMIT 1), 0)::float8 AS oldest_seconds,
         coalesce((SELECT max(extract(epoch FROM clock_timestamp() - xact_start))
                     FROM pg_stat_activity
                    WHERE datname = current_database() AND backend_type = 'client backend'
                      AND (backend_xmin IS NOT NULL OR backend_xid IS NOT NULL)), 0)::float8 AS oldest_tx_seconds,
         coalesce((SELECT n_dead_tup FROM pg_stat_user_tables
                    WHERE relid = 'outbox'::regclass), 0)::int AS dead_tuples`;
