import { Injectable } from '@nestjs/common';
import { Refused, type CommandAnswer } from '@continuum/contracts';
import { createHash } from 'node:crypto';
import type { EntityManager } from 'typeorm';

export interface GivenCommand {
  readonly commandId: string;
  readonly userId: string;
  /** Route and body: the same id with another one is a mistake. */
  readonly body: unknown;
}

@Injectable()
export class CommandLogRepository {
  /** Two of one id wait for each other; the second gets the first's answer. */
  async answered(command: GivenCommand, tx: EntityManager): Promise<CommandAnswer | undefined> {
    await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 1))', [command.commandId]);
    const [row]: { user_id: string; digest: string; answer: CommandAnswer }[] = await tx.query(
      'SELECT user_id, digest, answer FROM command_log WHERE command_id = $1',
      [command.commandId],
    );
    if (!row) return undefined;
    if (row.digest !== digestOf(command.body) || row.user_id !== command.userId) {
      throw new Refused('COMMAND_REUSED', 'This command id was used for something else.');
    }
    return row.answer;
  }

  async save(
    command: GivenCommand,
    answer: CommandAnswer,
    at: Date,
    tx: EntityManager,
  ): Promise<void> {
    await tx.query('INSERT INTO command_log VALUES ($1, $2, $3, $4, $5)', [
      ...[command.commandId, command.userId, digestOf(command.body), answer, at],
    ]);
  }
}

const digestOf = (body: unknown) => createHash('sha256').update(JSON.stringify(body)).digest('hex');
