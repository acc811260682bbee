import type { RunningStack } from '@continuum/stack';
import pg from 'pg';

/** Looks into the services' databases from outside: a bench may, nobody else does. */
export class Stores {
  private constructor(
    private readonly ingest: pg.Client,
    private readonly identity: pg.Client,
    private readonly consent: pg.Client,
    private readonly reporting: pg.Client,
  ) {}

  static async open({ databaseUrls }: RunningStack): Promise<Stores> {
    const open = async (url: string) => {
      const client = new pg.Client(url);
      await client.connect();
      return client;
    };
    return new Stores(
      await open(databaseUrls['ingest-service']),
      await open(databaseUrls['identity-service']),
      await open(databaseUrls['consent-service']),
      await open(databaseUrls['reporting-service']),
    );
  }

  async close(): Promise<void> {
    await Promise.all(
      [this.ingest, this.identity, this.consent, this.reporting].map((client) => client.end()),
    );
  }

  /** Records that ingest-service holds: what must arrive everywhere else. */
  held = () => this.number(this.ingest, 'SELECT count(*) FROM record');
  /** Events acknowledged by the database and not yet by Kafka. */
  unsent = () => this.number(this.ingest, 'SELECT count(*) FROM outbox');
  linked = () => this.number(this.identity, 'SELECT count(*) FROM subject');
  staged = () =>
    this.number(
      this.reporting,
      `SELECT count(*) FROM mart.fact_record WHERE known_to = 'infinity'`,
    );
  linkedInMart = () =>
    this.number(
      this.reporting,
      `SELECT count(*) FROM link.record_person WHERE known_to = 'infinity'`,
    );
  dirty = () => this.number(this.reporting, 'SELECT count(*) FROM work.dirty_person');
  decidable = () => this.number(this.consent, 'SELECT count(*) FROM record_fact');

  /** A record is readable once consent-service knows whose it is. */
  async isReadable(recordKey: string): Promise<boolean> {
    const { rowCount } = await this.consent.query(
      'SELECT FROM record_fact WHERE record_key = $1 AND person_id IS NOT NULL',
      [recordKey],
    );
    return rowCount === 1;
  }

  private async number(client: pg.Client, sql: string): Promise<number> {
    const { rows } = await client.query<{ count: string }>(sql);
    return Number(rows[0]?.count ?? 0);
  }
}
