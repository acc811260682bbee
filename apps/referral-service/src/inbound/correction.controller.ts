import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ResolveCorrection, type CommandAnswer, type CorrectionView } from '@continuum/contracts';
import { IdPipe } from '@continuum/service-kit';
import { CorrectionDesk } from '../actions/correction-desk.js';
import { AskedFor, type Asked } from './asked-for.js';

@Controller('v1/corrections')
export class CorrectionController {
  constructor(private readonly desk: CorrectionDesk) {}

  @Get()
  list(@AskedFor() { userId }: Asked): Promise<CorrectionView[]> {
    return this.desk.list(userId);
  }

  @Post(':correctionId/resolution')
  @HttpCode(200)
  resolve(
    @Param('correctionId', IdPipe) correctionId: string,
    @Body() body: ResolveCorrection,
    @AskedFor() { userId }: Asked,
  ): Promise<CommandAnswer> {
    return this.desk.resolve(correctionId, body, userId);
  }
}
