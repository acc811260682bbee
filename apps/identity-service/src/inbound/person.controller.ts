import { Controller, Get, Param, Query } from '@nestjs/common';
import { NeedsPermit } from '@continuum/access';
import { AsOf, type PermitClaims } from '@continuum/contracts';
import { IdPipe } from '@continuum/service-kit';
import { instantOf } from './instant.js';
import { PersonDesk } from '../actions/person-desk.js';

@Controller('v1/persons')
export class PersonController {
  constructor(private readonly desk: PersonDesk) {}

  @Get(':personId')
  show(
    @Param('personId', IdPipe) personId: string,
    @NeedsPermit() permit: PermitClaims,
    @Query() { asOf }: AsOf,
  ) {
    return this.desk.show(personId, permit, instantOf(asOf));
  }

  @Get(':personId/history')
  history(@Param('personId', IdPipe) personId: string, @NeedsPermit() permit: PermitClaims) {
    return this.desk.history(personId, permit);
  }

  @Get(':personId/explanation')
  explain(
    @Param('personId', IdPipe) personId: string,
    @NeedsPermit() permit: PermitClaims,
    @Query() { asOf }: AsOf,
  ) {
    return this.desk.explain(personId, permit, instantOf(asOf));
  }
}
