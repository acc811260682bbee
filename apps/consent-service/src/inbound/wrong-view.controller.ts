import { Controller, Get, Param } from '@nestjs/common';
import type { WrongViewReport } from '@continuum/contracts';
import { Caller, type CallerIdentity, IdPipe } from '@continuum/service-kit';
import { WrongViewDesk } from '../actions/wrong-view-desk.js';

@Controller('v1/reports/wrong-views')
export class WrongViewController {
  constructor(private readonly desk: WrongViewDesk) {}

  /** Who was shown what while records were wrongly this person's, or this person's records somebody else's. */
  @Get(':personId')
  list(
    @Param('personId', IdPipe) personId: string,
    @Caller() caller: CallerIdentity,
  ): Promise<WrongViewReport> {
    return this.desk.readersOf(personId, caller);
  }
}
