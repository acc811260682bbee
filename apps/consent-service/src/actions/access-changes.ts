import { Injectable } from '@nestjs/common';
import { ConsentChangedV1, RelationChangedV1, type DataOf, type Event } from '@continuum/contracts';
import { publish } from '@continuum/messaging';
import type { EntityManager } from 'typeorm';
import type { ConsentForm } from '../domain/consent/form-steps.js';
import { consentEpoch, EpochRepository, relationEpoch } from '../store/epoch.repository.js';
import { UserRepository } from '../store/facts/user.repository.js';
import type { ChangedRelation } from '../store/facts/relation.repository.js';

export interface ChangedConsent {
  readonly form: ConsentForm;
  readonly personId: string | null;
  readonly change: DataOf<typeof ConsentChangedV1>['change'];
  readonly effectiveAt: Date;
}

/** Raises the epochs that a change moves and tells the others, in the change's own transaction. */
@Injectable()
export class AccessChanges {
  constructor(
    private readonly epochs: EpochRepository,
    private readonly users: UserRepository,
  ) {}

  /** Links and labels: no event of their own, since readers hear of links from identity-service. */
  async ofRecords(personIdsOrRecordKeys: readonly string[], tx: EntityManager): Promise<void> {
    await this.epochs.raise(personIdsOrRecordKeys.map(consentEpoch), tx);
  }

  async ofConsents(changes: readonly ChangedConsent[], tx: EntityManager, cause?: Event<unknown>) {
    if (changes.length === 0) return;
    const subjectOf = ({ personId, form }: ChangedConsent) => personId ?? form.recordKey;
    const raised = await this.epochs.raise(
      changes.map((change) => consentEpoch(subjectOf(change))),
      tx,
    );
    await publish(
      tx,
      ConsentChangedV1,
      changes.map((changed) => ({
        cause,
        department: changed.form.discloser,
        data: {
          consentId: changed.form.consentId,
          version: changed.form.version,
          personId: changed.personId,
          recordKey: changed.form.recordKey,
          change: changed.change,
          effectiveAt: changed.effectiveAt.toISOString(),
          consentEpoch: raised[consentEpoch(subjectOf(changed))] ?? 0,
        },
      })),
    );
  }

  /** A team's relation is one of each of its members. */
  async ofRelations(
    changes: readonly ChangedRelation[],
    tx: EntityManager,
    cause?: Event<unknown>,
  ) {
    if (changes.length === 0) return;
    const members = await this.users.ofTeams(teamsOf(changes), tx);
    const touched = changes.flatMap((change) =>
      (change.user_id ? [change.user_id] : (members.get(change.team_id ?? '') ?? [])).map(
        (userId) => ({ change, userId }),
      ),
    );
    const raised = await this.epochs.raise(
      touched.map(({ userId }) => relationEpoch(userId)),
      tx,
    );
    await publish(
      tx,
      RelationChangedV1,
      touched.map(({ change, userId }) => ({
        cause,
        data: {
          userId,
          personId: change.person_id,
          kind: change.kind,
          from: change.valid_from.toISOString(),
          to: change.valid_until?.toISOString() ?? null,
          relationEpoch: raised[relationEpoch(userId)] ?? 1,
        },
      })),
    );
  }
}

const teamsOf = (changes: readonly ChangedRelation[]) => [
  ...new Set(changes.flatMap(({ team_id }) => team_id ?? [])),
];
