import { Injectable } from '@nestjs/common';
import { isWithinLabels } from '@continuum/access';
import type { Judged, PermitClaims } from '@continuum/contracts';
import { setTimeout as pause } from 'node:timers/promises';
import { namedBy } from '../domain/resolution/memory.js';
import { PersonRepository, type PastJudgement } from '../store/person.repository.js';

const LOOK_EVERY_MS = 20;

/** A judgement that was made, or revoked; `isOver` where that had been done before. */
export interface Said {
  readonly judgementId: string;
  readonly isRevoked: boolean;
  readonly isOver: boolean;
}

/** Where a judgement has left the records it names. */
@Injectable()
export class Aftermath {
  constructor(private readonly persons: PersonRepository) {}

  /** With the resulting persons, if the step is done before the time is up; the id alone otherwise. */
  async of(
    { judgementId, isRevoked, isOver }: Said,
    waitMs: number,
    permit: PermitClaims,
  ): Promise<Judged> {
    const isDone = (judgement: PastJudgement | undefined) =>
      judgement !== undefined && (judgement.revokedAt !== null) === isRevoked;
    if (waitMs === 0 && !isOver) return { judgementId };
    const end = performance.now() + waitMs;
    for (;;) {
      const judgement = await this.persons.judgement(judgementId);
      if (judgement && isDone(judgement)) {
        return { judgementId, persons: await this.personsOf(namedBy(judgement), permit) };
      }
      if (performance.now() >= end) return { judgementId };
      await pause(LOOK_EVERY_MS);
    }
  }

  private async personsOf(recordKeys: readonly string[], permit: PermitClaims) {
    const found = await this.persons.ofRecords(recordKeys);
    return found
      .filter(({ recordKey, labels }) => isWithinLabels(permit, recordKey, labels))
      .map(({ recordKey, personId, confidence }) => ({ recordKey, personId, confidence }));
  }
}
