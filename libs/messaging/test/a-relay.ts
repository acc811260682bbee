import { CaseProposedV1, type CaseV1 } from '@continuum/contracts';
import type { TestDatabase } from '@continuum/testing';
import type { DataSource, EntityManager, QueryRunner } from 'typeorm';
import type { KafkaPort, OutgoingRecord } from '../src/kafka-port.js';
import { publish } from '../src/publish.js';
import { Relay } from '../src/relay.js';
import { aCase } from './deliveries.js';

/** The thing whose versions the traps are about. */
export const CASE_ID = aCase().caseId;

/** A broker that only remembers what it was sent. */
export class Remembering implements Pick<KafkaPort, 'send'> {
  readonly sent: OutgoingRecord[] = [];

  send(records: readonly OutgoingRecord[]) {
    this.sent.push(...records);
    return Promise.resolve();
  }
  versions = () => this.sent.map(versionOf);
}

export const versionOf = ({ headers }: { readonly headers: Readonly<Record<string, string>> }) =>
  Number(headers['ce_subjectversion']);

export function aRelay(
  port: Remembering,
  databaseUrl: string,
  onError: (error: unknown) => void = () => undefined,
): Relay {
  return new Relay(port as unknown as KafkaPort, { databaseUrl, lane: 0, batch: 500, onError });
}

export async function aTransaction(db: DataSource): Promise<QueryRunner> {
  const runner = db.createQueryRunner();
  await runner.startTransaction();
  return runner;
}

export async function commit(runner: QueryRunner) {
  await runner.commitTransaction();
  await runner.release();
}

export const tell = (tx: EntityManager, version: number) =>
  publish(tx, CaseProposedV1, [
    { data: aCase({ caseId: CASE_ID, version }) satisfies CaseV1['data'] },
  ]);

/** In a transaction of its own. */
export const told = ({ dataSource }: TestDatabase, version: number) =>
  dataSource.transaction((tx) => tell(tx, version));
