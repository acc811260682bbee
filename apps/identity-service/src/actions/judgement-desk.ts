import { Injectable } from '@nestjs/common';
import { isWithinLabels } from '@continuum/access';
import {
  Refused,
  type FieldError,
  type JudgeRecords,
  type PermitClaims,
} from '@continuum/contracts';
import { Clock } from '@continuum/service-kit';
import { randomUUID } from 'node:crypto';
import { DataSource, type EntityManager } from 'typeorm';
import type { Command, Judgement } from '../domain/resolution/command.js';
import { namedBy } from '../domain/resolution/memory.js';
import { afterCommit } from '../store/transaction-end.js';
import { IntakeRepository } from '../store/intake.repository.js';
import { PersonRepository, type PastJudgement } from '../store/person.repository.js';
import { Bell } from './bell.js';

/** What people say goes the way of everything else: through intake, in order. */
@Injectable()
export class JudgementDesk {
  constructor(
    private readonly dataSource: DataSource,
    private readonly intake: IntakeRepository,
    private readonly persons: PersonRepository,
    private readonly bell: Bell,
    private readonly clock: Clock,
  ) {}

  judge(command: JudgeRecords, permit: PermitClaims) {
    return this.dataSource.transaction((tx) => this.judgeIn(tx, command, permit));
  }

  /** As a part of something else that is written. */
  async judgeIn(
    tx: EntityManager,
    { verdict, left, right, reason }: JudgeRecords,
    permit: PermitClaims,
  ) {
    await this.assertKnown({ left, right }, permit);
    const judgement: Judgement = {
      judgementId: randomUUID(),
      verdict,
      left,
      right,
      actor: permit.sub,
      actorKind: 'user',
      reason,
      at: this.clock.now().toISOString(),
    };
    await this.send({ kind: 'judgement', judgement }, tx);
    return { judgementId: judgement.judgementId };
  }

  revoke(judgementId: string, reason: string, permit: PermitClaims) {
    return this.dataSource.transaction((tx) => this.revokeIn(tx, judgementId, reason, permit));
  }

  /** Answers whether it had been revoked before. */
  async revokeIn(tx: EntityManager, judgementId: string, reason: string, permit: PermitClaims) {
    const judgement = await this.persons.judgement(judgementId);
    const isVisible =
      judgement && namedBy(judgement).every((key) => Object.hasOwn(permit.records, key));
    if (!isVisible) throw new Refused('NOT_FOUND', 'There is no such judgement.');
    const at = this.clock.now().toISOString();
    const isOver = judgement.revokedAt !== null;
    if (!isOver)
      await this.send({ kind: 'revocation', judgementId, actor: permit.sub, reason, at }, tx);
    return isOver;
  }

  /** What has been said of these records; one that names a record outside the permit is not shown at all. */
  async about(recordKeys: readonly string[], permit: PermitClaims): Promise<PastJudgement[]> {
    const known = await this.persons.judgements(recordKeys);
    return known.filter((judgement) =>
      namedBy(judgement).every((key) => Object.hasOwn(permit.records, key)),
    );
  }

  /** @throws Refused INVALID naming the side whose records are unknown, not permitted, or on both sides */
  private async assertKnown(sides: { left: string[]; right: string[] }, permit: PermitClaims) {
    const known = await this.persons.ofRecords([...sides.left, ...sides.right]);
    const open = new Set(
      known
        .filter(({ recordKey, labels }) => isWithinLabels(permit, recordKey, labels))
        .map(({ recordKey }) => recordKey),
    );
    const fields = Object.entries(sides).flatMap(([field, keys]): FieldError[] =>
      keys.every((key) => open.has(key))
        ? []
        : [{ field, code: 'unknown_record', text: 'Names a record that is not known.' }],
    );
    if (sides.left.some((key) => sides.right.includes(key))) {
      fields.push({
        field: 'right',
        code: 'both_sides',
        text: 'Names a record of the other side.',
      });
    }
    if (fields.length > 0)
      throw new Refused('INVALID', 'The judgement names wrong records.', fields);
  }

  private async send(command: Command, tx: EntityManager): Promise<void> {
    const arrival = { recordKey: null, recordVersion: null, contentHash: null, command };
    await this.intake.add([arrival], tx);
    afterCommit(tx, () => this.bell.ring());
  }
}
