import { Body, Controller, HttpCode, Inject, Param, Put } from '@nestjs/common';
import { Refused, type PolicySetApplied } from '@continuum/contracts';
import { Caller, ServicesOnly, type CallerIdentity } from '@continuum/service-kit';
import { PolicyDesk } from '../actions/policy-desk.js';
import { policySetOf } from '../actions/policy-set-of.js';
import { POLICY_SETTINGS, type PolicySettings } from '../tokens.js';

@Controller('v1/policy-sets')
export class PolicySetController {
  constructor(
    private readonly desk: PolicyDesk,
    @Inject(POLICY_SETTINGS) private readonly settings: PolicySettings,
  ) {}

  /** The body is validated whole by the domain, row by row: it is no command of single fields. */
  @Put(':digest')
  @HttpCode(200)
  @ServicesOnly('policy-apply')
  async put(
    @Param('digest') digest: string,
    @Body() content: object,
    @Caller() { service = '' }: CallerIdentity,
  ): Promise<PolicySetApplied> {
    const { isLive, allowsSampleLaw } = this.settings;
    if (isLive) {
      throw new Refused('CITY_IS_LIVE', 'A live city changes its rules at its owners desks.');
    }
    const set = policySetOf(content, digest, allowsSampleLaw);
    return this.desk.put({ digest, set, by: service });
  }
}
