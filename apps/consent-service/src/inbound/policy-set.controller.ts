import { Body, Controller, HttpCode, Param, Put } from '@nestjs/common';
import type { PolicySetApplied } from '@continuum/contracts';
import { Caller, ServicesOnly, type CallerIdentity } from '@continuum/service-kit';
import { PolicyDesk } from '../actions/policy-desk.js';

@Controller('v1/policy-sets')
export class PolicySetController {
  constructor(private readonly desk: PolicyDesk) {}

  /** The body is validated whole by the domain, row by row: it is no command of single fields. */
  @Put(':digest')
  @HttpCode(200)
  @ServicesOnly('policy-apply')
  async put(
    @Param('digest') digest: string,
    @Body() content: object,
    @Caller() { service = '' }: CallerIdentity,
  ): Promise<PolicySetApplied> {
    return this.desk.put({ digest, content, by: service });
  }
}
