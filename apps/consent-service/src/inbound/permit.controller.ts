import { Controller, Get, Param } from '@nestjs/common';
import type { PermitRecords } from '@continuum/contracts';
import { Caller, type CallerIdentity, Clock, IdPipe } from '@continuum/service-kit';
import type { JWK } from 'jose';
import { DataSource } from 'typeorm';
import { PermitKeyRepository } from '../store/permit/permit-key.repository.js';
import { PermitRepository } from '../store/permit/permit.repository.js';

/** For the services that hold records: keys to check permits, and the rest of long ones. */
@Controller('v1')
export class PermitController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly keys: PermitKeyRepository,
    private readonly permits: PermitRepository,
    private readonly clock: Clock,
  ) {}

  @Get('permit-keys')
  async listKeys(): Promise<{ keys: JWK[] }> {
    return { keys: await this.keys.list(this.dataSource.manager) };
  }

  @Get('permits/:permitId')
  async show(
    @Param('permitId', IdPipe) permitId: string,
    @Caller() { service = '' }: CallerIdentity,
  ): Promise<PermitRecords> {
    return this.permits.get(permitId, service, this.clock.now(), this.dataSource.manager);
  }
}
