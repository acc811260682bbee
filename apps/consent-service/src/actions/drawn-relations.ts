import { Injectable } from '@nestjs/common';
import type { Event } from '@continuum/contracts';
import { Clock } from '@continuum/service-kit';
import type { EntityManager } from 'typeorm';
import type { RelationDraft } from '../domain/relations/relation-draft.js';
import type { RelationKind } from '../domain/vocabulary.js';
import {
  RelationRepository,
  type EndedContext,
  type RelationRow,
} from '../store/facts/relation.repository.js';
import { AccessChanges } from './access-changes.js';

export interface Drawn {
  readonly cause: Event<unknown>;
  readonly drafts: readonly RelationDraft[];
}

/** Relations that events draw: kept, counted into the users' epochs, told to the others. */
@Injectable()
export class DrawnRelations {
  constructor(
    private readonly relations: RelationRepository,
    private readonly changes: AccessChanges,
    private readonly clock: Clock,
  ) {}

  async save(drawn: readonly Drawn[], tx: EntityManager): Promise<void> {
    const at = this.clock.now();
    const rows = drawn.flatMap(({ cause, drafts }) =>
      drafts.map((draft) => toRow(draft, cause, at)),
    );
    await this.keep(rows, tx, drawn[0]?.cause);
  }

  async keep(rows: readonly RelationRow[], tx: EntityManager, cause?: Event<unknown>) {
    await this.changes.ofRelations(await this.relations.save(rows, tx), tx, cause);
  }

  /** What hangs on a case, referral or incident ends with it, whatever it was drawn from. */
  async end(kinds: readonly RelationKind[], ended: readonly EndedContext[], tx: EntityManager) {
    await this.changes.ofRelations(await this.relations.endOf(kinds, ended, tx), tx);
  }
}

const toRow = (draft: RelationDraft, cause: Event<unknown>, at: Date): RelationRow => ({
  relation_id: draft.relationId,
  version: draft.version,
  kind: draft.kind,
  user_id: draft.userId ?? null,
  team_id: draft.teamId ?? null,
  team_role: draft.teamRole ?? null,
  person_id: draft.personId ?? null,
  record_key: draft.recordKey ?? null,
  information_classes: draft.informationClasses?.join(',') ?? null,
  context: draft.context ?? null,
  department: draft.department ?? null,
  valid_from: draft.from,
  valid_until: draft.until ?? null,
  recorded_at: at,
  recorded_by: cause.source,
  reason: cause.type,
});
