import { Injectable } from '@nestjs/common';
import { CorrectionRaisedV1, type CorrectionV1 } from '@continuum/contracts';
import { Clock } from '@continuum/service-kit';
import type { EntityManager } from 'typeorm';
import { RelationRepository, type CorrectedContext } from '../store/facts/relation.repository.js';
import { RosterRepository } from '../store/facts/roster.repository.js';
import { AccessChanges } from './access-changes.js';

/** What a case or referral drew goes to whom it is about; while nobody can say who that is, it relates nobody. */
@Injectable()
export class CorrectedRelations {
  constructor(
    private readonly relations: RelationRepository,
    private readonly roster: RosterRepository,
    private readonly changes: AccessChanges,
    private readonly clock: Clock,
  ) {}

  async follow(corrections: readonly CorrectionV1[], tx: EntityManager): Promise<void> {
    const corrected = corrections.flatMap(toContext);
    if (corrected.length === 0) return;
    await this.roster.correct(corrected, tx);
    const changed = await this.relations.correct(corrected, this.clock.now(), tx);
    await this.changes.ofRelations(changed, tx, corrections[0]);
  }
}

function toContext({ type, data }: CorrectionV1): CorrectedContext[] {
  if (!('personId' in data.personRef)) return [];
  const isUncertain = type === CorrectionRaisedV1.type && data.kind === 'person_uncertain';
  return [
    {
      context: data.thingId,
      version: data.thingVersion,
      personId: data.personRef.personId,
      isUncertain,
      at: new Date(data.at),
    },
  ];
}
