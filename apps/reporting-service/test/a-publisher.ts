import { Refused } from '@continuum/contracts';
import pino from 'pino';
import type { CountingClient, CountingDecision } from '../src/clients/counting.client.js';
import type { CountingScope } from '../src/domain/counting-scope.js';
import { Comparison } from '../src/inbound/comparison.js';
import { Publication } from '../src/inbound/publication.js';
import { Publisher, PublisherSettings } from '../src/inbound/publisher.js';
import { Recounting } from '../src/inbound/recounting.js';
import { Reproduction } from '../src/inbound/reproduction.js';
import { MonthlyFiguresRepository } from '../src/store/monthly-figures.repository.js';
import { ShareChangeRepository } from '../src/store/share-change.repository.js';
import { SnapshotRepository } from '../src/store/snapshot.repository.js';
import type { Mart } from './a-mart.js';

export const POLICE: CountingScope = {
  department: 'police',
  datasets: ['book', 'cite'],
  labels: ['LOCAL_CH'],
};
export const FIRE: CountingScope = { department: 'fire', datasets: ['ems'], labels: ['HIPAA'] };

const DAY_S = 86_400;

/** What publishes on a mart, under decisions that a test takes. */
export function aPublisher({ dataSource, loads, feeds, cityDay, clock, query }: Mart) {
  const snapshots = new SnapshotRepository();
  const figures = new MonthlyFiguresRepository(loads, feeds);
  const changes = new ShareChangeRepository();
  const publication = new Publication(dataSource, snapshots, figures, cityDay, clock);
  const recounting = new Recounting(figures, changes);
  const comparison = new Comparison(dataSource, snapshots, recounting, clock);
  const reproduction = new Reproduction(dataSource, snapshots, recounting);
  const decisions = { scopes: [FIRE, POLICE] as readonly CountingScope[] | undefined, asked: 0 };
  const counting = {
    mayCount: (): Promise<CountingDecision> => {
      decisions.asked += 1;
      const { scopes } = decisions;
      if (!scopes) return Promise.reject(new Refused('NO_DECISION', 'Nothing may be counted.'));
      return Promise.resolve({ decisionId: '0190a5b0-0000-7000-8000-000000000001', scopes });
    },
  };
  const publisher = new Publisher(
    publication,
    comparison,
    counting as unknown as CountingClient,
    new PublisherSettings('ada', DAY_S),
    pino({ level: 'silent' }),
  );
  const revisions = (month: string) => snapshots.revisions(month, dataSource.manager);
  const told = async () => {
    const rows = await query<{ type: string; payload: Buffer }>(
      `SELECT type, payload FROM outbox
        WHERE type IN ('report.snapshot-published.v1', 'report.restated.v1') ORDER BY id`,
    );
    return rows.map(({ type, payload }) => ({
      type,
      data: JSON.parse(payload.toString()) as Record<string, unknown>,
    }));
  };
  return { publisher, figures, changes, reproduction, decisions, revisions, told };
}
