import { Injectable } from '@nestjs/common';
import { Refused, type CommandAnswer } from '@continuum/contracts';
import { Clock } from '@continuum/service-kit';
import { DataSource, type EntityManager } from 'typeorm';
import { CommandLogRepository, type GivenCommand } from '../store/command-log.repository.js';

type Looked<T> =
  | { readonly first: CommandAnswer; readonly seen: undefined }
  | { readonly first: undefined; readonly seen: T };

/** A command changes things once: given again, it gets its first answer. */
@Injectable()
export class CommandDoor {
  constructor(
    private readonly dataSource: DataSource,
    private readonly log: CommandLogRepository,
    private readonly clock: Clock,
  ) {}

  /** All that can be checked before somebody else is asked to decide. Nothing is written. */
  look<T extends object>(
    command: GivenCommand,
    check: (tx: EntityManager, now: Date) => Promise<T>,
  ): Promise<Looked<T>> {
    return this.dataSource.transaction(async (tx): Promise<Looked<T>> => {
      const first = await this.log.answered(command, tx);
      return first
        ? { first, seen: undefined }
        : { first: undefined, seen: await check(tx, this.clock.now()) };
    });
  }

  once(
    command: GivenCommand,
    work: (tx: EntityManager, now: Date) => Promise<CommandAnswer>,
  ): Promise<CommandAnswer> {
    return this.dataSource.transaction(async (tx) => {
      const first = await this.log.answered(command, tx);
      if (first) return first;
      const now = this.clock.now();
      const answer = await work(tx, now);
      await this.log.save(command, answer, now, tx);
      return answer;
    });
  }
}

/** A stale or missing expected version, told with the present one. */
export function checkVersion(current: number, expected: number | undefined): void {
  if (expected === undefined) {
    throw new Refused('VERSION_REQUIRED', `Name the version you saw; it is ${current} now.`);
  }
  if (expected !== current) throw new Refused('VERSION_STALE', `The version is ${current} now.`);
}
