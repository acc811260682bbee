import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { NeedsPermit } from '@continuum/access';
import {
  DraftReferral,
  REFERRAL_COMMAND_DATA,
  ReferralCommand,
  Refused,
  type CommandAnswer,
  type PermitClaims,
  type PermittedRecord,
} from '@continuum/contracts';
import { IdPipe } from '@continuum/service-kit';
import { ReferralDesk, type ReferralFields } from '../actions/referral-desk.js';
import { PermittedReader } from '../actions/permitted-reader.js';
import { AskedFor, type Asked } from './asked-for.js';
import { commandFields } from './command-fields.js';

@Controller('v1/referrals')
export class ReferralController {
  constructor(
    private readonly desk: ReferralDesk,
    private readonly reader: PermittedReader,
  ) {}

  @Get()
  list(@NeedsPermit() permit: PermitClaims): Promise<PermittedRecord[]> {
    return this.reader.of('rfrl', permit);
  }

  @Get(':referralId')
  show(
    @Param('referralId', IdPipe) referralId: string,
    @NeedsPermit() permit: PermitClaims,
  ): Promise<PermittedRecord> {
    return this.reader.one('rfrl', referralId, permit);
  }

  @Get(':referralId/history')
  async history(
    @Param('referralId', IdPipe) referralId: string,
    @NeedsPermit() permit: PermitClaims,
  ): Promise<unknown> {
    const { elements } = await this.reader.one('rfrl', referralId, permit);
    const history = elements['rfrl.history'];
    if (history === undefined) throw new Refused('NOT_FOUND', 'There is no such thing.');
    return history;
  }

  @Post()
  draft(@Body() body: DraftReferral, @AskedFor() asked: Asked): Promise<CommandAnswer> {
    return this.desk.draft(body, asked);
  }

  @Post(':referralId/commands')
  @HttpCode(200)
  command(
    @Param('referralId', IdPipe) referralId: string,
    @Body() body: ReferralCommand,
    @AskedFor() asked: Asked,
  ): Promise<CommandAnswer> {
    const fields = () => commandFields<ReferralFields>(REFERRAL_COMMAND_DATA[body.type], body.data);
    return this.desk.command(referralId, body, fields, asked);
  }
}
