import { Body, Controller, Get, HttpCode, Inject, Param, Put, Query } from '@nestjs/common';
import { PublishService, Refused, ReportCapacity, type ServiceView } from '@continuum/contracts';
import { Caller, type CallerIdentity } from '@continuum/service-kit';
import { Directory } from '../actions/directory.js';
import { DIRECTORY_CLIENTS } from '../tokens.js';

/** The directory: no person data, open to signed-in staff. */
@Controller('v1/services')
export class ServiceController {
  constructor(
    private readonly directory: Directory,
    @Inject(DIRECTORY_CLIENTS) private readonly publishers: readonly string[],
  ) {}

  @Get()
  list(@Query('need') need?: string, @Query('area') area?: string): Promise<ServiceView[]> {
    return this.directory.list({ need, area });
  }

  @Put(':serviceId')
  @HttpCode(204)
  async publish(
    @Param('serviceId') serviceId: string,
    @Body() body: PublishService,
    @Caller() { service = '' }: CallerIdentity,
  ): Promise<void> {
    mayPublish(service, this.publishers);
    await this.directory.publish(serviceId, body);
  }

  /** By the provider's own staff, or by whoever publishes the directory. */
  @Put(':serviceId/capacity')
  @HttpCode(204)
  async report(
    @Param('serviceId') serviceId: string,
    @Body() body: ReportCapacity,
    @Caller() { service = '', user }: CallerIdentity,
  ): Promise<void> {
    if (!user) mayPublish(service, this.publishers);
    await this.directory.report(serviceId, body, user?.id);
  }
}

export function mayPublish(service: string, publishers: readonly string[]): void {
  if (!publishers.includes(service)) {
    throw new Refused('SERVICE_NOT_ALLOWED', 'This client does not publish the directory.');
  }
}
