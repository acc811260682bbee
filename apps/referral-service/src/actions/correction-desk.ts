import { Inject, Injectable } from '@nestjs/common';
import {
  Refused,
  type CommandAnswer,
  type CorrectionView,
  type ResolveCorrection,
} from '@continuum/contracts';
import { DataSource, type EntityManager } from 'typeorm';
import { putRight, type Correction } from '../domain/correction.js';
import { TeamRepository } from '../store/team.repository.js';
import { CASE_HOME } from '../tokens.js';
import type { CaseHome } from './case-event.js';
import { checkVersion, CommandDoor } from './command-door.js';
import { Corrections } from './corrections.js';

/** Where the coordinator says whom a case or referral is about. For everybody else there is nothing here. */
@Injectable()
export class CorrectionDesk {
  constructor(
    private readonly dataSource: DataSource,
    private readonly door: CommandDoor,
    private readonly corrections: Corrections,
    private readonly teams: TeamRepository,
    @Inject(CASE_HOME) private readonly home: CaseHome,
  ) {}

  async list(userId: string): Promise<CorrectionView[]> {
    const { manager } = this.dataSource;
    if (!(await this.isTheirs(userId, manager))) return [];
    return (await this.corrections.open(manager)).map(viewOf);
  }

  resolve(correctionId: string, body: ResolveCorrection, userId: string): Promise<CommandAnswer> {
    const command = { commandId: body.commandId, userId, body: { correctionId, ...body } };
    return this.door.once(command, async (tx, now) => {
      if (!(await this.isTheirs(userId, tx))) {
        throw new Refused('NOT_FOUND', 'There is no such correction.');
      }
      const { known, candidates } = await this.corrections.lock(correctionId, tx);
      checkVersion(known.version, body.expectedVersion);
      const done = putRight(known, { candidates, personId: body.personId, userId, now });
      await this.corrections.apply(done, body.personId, tx);
      return { id: correctionId, version: done.version, state: done.state };
    });
  }

  private isTheirs(userId: string, tx: EntityManager): Promise<boolean> {
    return this.teams.isCoordinator(userId, this.home.programme, tx);
  }
}

const viewOf = (known: Correction): CorrectionView => ({
  correctionId: known.correctionId,
  version: known.version,
  kind: known.kind,
  recordKey: `${known.dataset}/${known.thingId}`,
  personIds: known.personIds,
  raisedAt: known.raisedAt.toISOString(),
});
