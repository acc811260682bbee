import { Body, Controller, HttpCode, Inject, Param, Put } from '@nestjs/common';
import { PublishTeam } from '@continuum/contracts';
import { Caller, Clock, type CallerIdentity } from '@continuum/service-kit';
import { DataSource } from 'typeorm';
import { TeamRepository } from '../store/team.repository.js';
import { DIRECTORY_CLIENTS } from '../tokens.js';
import { mayPublish } from './service.controller.js';

@Controller('v1/teams')
export class TeamController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly teams: TeamRepository,
    private readonly clock: Clock,
    @Inject(DIRECTORY_CLIENTS) private readonly publishers: readonly string[],
  ) {}

  @Put(':teamId')
  @HttpCode(204)
  async publish(
    @Param('teamId') teamId: string,
    @Body() body: PublishTeam,
    @Caller() { service = '' }: CallerIdentity,
  ): Promise<void> {
    mayPublish(service, this.publishers);
    await this.teams.save(teamId, body, this.clock.now(), this.dataSource.manager);
  }
}
