import { Body, Controller, Get, HttpCode, Param, Put, Query } from '@nestjs/common';
import { ReportCapacity, ServiceView } from '@continuum/contracts';
import { Answers } from '../decision/answers.js';
import { Caller, type CallerIdentity } from '@continuum/service-kit';
import { ReferralClient } from '../../clients/referral.client.js';
import { WithoutPersons } from '../decision/decided.js';
import { ServiceQuery } from './service-query.js';

/** The directory: where help is to be had, and how many places are free. */
@Controller('v1/services')
export class ServiceController {
  constructor(private readonly referral: ReferralClient) {}

  @Get()
  @Answers([ServiceView])
  @WithoutPersons('the directory of services')
  list(
    @Caller() { userToken = '' }: CallerIdentity,
    @Query() query: ServiceQuery,
  ): Promise<ServiceView[]> {
    return this.referral.services({ ...query }, userToken);
  }

  @Put(':serviceId/capacity')
  @HttpCode(204)
  @WithoutPersons('free places of a service')
  report(
    @Caller() { userToken = '' }: CallerIdentity,
    @Param('serviceId') serviceId: string,
    @Body() body: ReportCapacity,
  ): Promise<void> {
    const path = `/v1/services/${encodeURIComponent(serviceId)}/capacity`;
    return this.referral.command(path, { method: 'PUT', body, userToken });
  }
}
