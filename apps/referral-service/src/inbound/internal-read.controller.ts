import { Controller, Get, HttpCode, Param, ParseEnumPipe, Post } from '@nestjs/common';
import { NeedsPermit } from '@continuum/access';
import {
  Refused,
  type PermitClaims,
  type PermittedRecord,
  type RecordKeys,
} from '@continuum/contracts';
import { Caller, ServicesOnly, type CallerIdentity } from '@continuum/service-kit';
import { DataSource } from 'typeorm';
import { PermittedReader } from '../actions/permitted-reader.js';
import { MdtCaseRepository } from '../store/mdt-case.repository.js';
import { ReferralRepository } from '../store/referral.repository.js';

enum Dataset {
  mdt = 'mdt',
  rfrl = 'rfrl',
}

/** For the gateway: permitted elements, and what there is to ask a decision about. */
@Controller('internal')
@ServicesOnly('gateway')
export class InternalReadController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly reader: PermittedReader,
    private readonly cases: MdtCaseRepository,
    private readonly referrals: ReferralRepository,
  ) {}

  @Post('read')
  @HttpCode(200)
  read(@NeedsPermit() permit: PermitClaims): Promise<PermittedRecord[]> {
    return this.reader.all(permit);
  }

  @Get('record-keys/:dataset')
  async keys(
    @Param('dataset', new ParseEnumPipe(Dataset)) dataset: Dataset,
    @Caller() { user }: CallerIdentity,
  ): Promise<RecordKeys> {
    if (!user) throw new Refused('TOKEN_MISSING', "The user's token is needed.");
    const kept = dataset === Dataset.mdt ? this.cases : this.referrals;
    const ids = await kept.idsOf(user.id, this.dataSource.manager);
    return { recordKeys: ids.map((id) => `${dataset}/${id}`) };
  }
}
