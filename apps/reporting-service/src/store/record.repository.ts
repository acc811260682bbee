import { Injectable } from '@nestjs/common';
import { type CustodyChangedV1, type RecordWithdrawnV1 } from '@continuum/contracts';
import type { EntityManager } from 'typeorm';
import type { RecordVersion } from '../domain/record-version.js';
import { DirtyPersonRepository } from './dirty-person.repository.js';
import { ErasureRepository } from './erasure.repository.js';
import { LoadRepository } from './load.repository.js';
import { RecordFactRepository } from './record-fact.repository.js';
import { idOf, StagingRepository, type StagedVersion } from './staging.repository.js';

export interface TakenVersion extends RecordVersion {
  /** JSON of the activity. */
  readonly data: string;
}

type Withdrawal = RecordWithdrawnV1['data'];

/** Records of departments: every version staged, the newest one a fact. */
@Injectable()
export class RecordRepository {
  constructor(
    private readonly loads: LoadRepository,
    private readonly staging: StagingRepository,
    private readonly facts: RecordFactRepository,
    private readonly erasures: ErasureRepository,
    private readonly dirty: DirtyPersonRepository,
  ) {}

  /** Versions that contradict what is held of them. */
  async take(taken: readonly TakenVersion[], tx: EntityManager): Promise<Set<string>> {
    const load = await this.loads.open(tx);
    const versions = await this.withoutErased(taken, tx);
    const { current, conflicts } = await this.staging.append(versions.map(toStaged), load, tx);
    const byId = new Map(versions.map((version) => [idOf(version), version]));
    const newest = [...byId].filter(([id]) => current.has(id)).map(([, version]) => version);

    await this.facts.replace(newest, load, tx);
    await this.dirty.markRecords(contactsAmong(newest), tx);
    return conflicts;
  }

  /** Voided: kept as history, out of every current view. */
  async void(voided: readonly Withdrawal[], tx: EntityManager): Promise<Set<string>> {
    const load = await this.loads.open(tx);
    const versions = await this.withoutErased(voided, tx);
    const staged = versions.map((version): StagedVersion => ({
      recordKey: version.recordKey,
      recordVersion: version.recordVersion,
      kind: version.kind,
      status: 'voided',
      data: null,
    }));
    const { current, conflicts } = await this.staging.append(staged, load, tx);
    const closed = versions.filter((version) => current.has(idOf(version)));
    await this.facts.close(
      closed.map(({ recordKey }) => recordKey),
      load,
      tx,
    );
    await this.dirty.markRecords(contactsAmong(closed), tx);
    return conflicts;
  }

  /** Sealed or purged: gone, as if it had never come. */
  async erase(erased: readonly Withdrawal[], tx: EntityManager): Promise<void> {
    const load = await this.loads.open(tx);
    await this.erasures.erase(erased, load, tx);
    await this.dirty.markRecords(contactsAmong(erased), tx);
  }

  /** Changes of custody, kept for later facts unless their booking was erased. */
  async keep(events: readonly CustodyChangedV1[], tx: EntityManager): Promise<void> {
    const erased = await this.erasures.erasedOf(
      events.map(({ key }) => key),
      tx,
    );
    const open = events.filter(({ key, version }) => version > (erased.get(key) ?? 0));
    await this.staging.keep(open, tx);
  }

  private async withoutErased<V extends { recordKey: string; recordVersion: number }>(
    versions: readonly V[],
    tx: EntityManager,
  ): Promise<V[]> {
    const erased = await this.erasures.erasedOf(
      versions.map(({ recordKey }) => recordKey),
      tx,
    );
    return versions.filter((one) => one.recordVersion > (erased.get(one.recordKey) ?? 0));
  }
}

const toStaged = ({ recordKey, recordVersion, kind, data }: TakenVersion): StagedVersion => ({
  recordKey,
  recordVersion,
  kind,
  status: 'valid',
  data,
});

/** Kinds of record that people are counted by. */
export const CONTACT_KINDS = ['booking', 'citation'];

const contactsAmong = (records: readonly { recordKey: string; kind: string }[]) =>
  records.filter(({ kind }) => CONTACT_KINDS.includes(kind)).map(({ recordKey }) => recordKey);
