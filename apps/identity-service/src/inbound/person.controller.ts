import { Controller, Get, Query } from '@nestjs/common';
import { NeedsPermit } from '@continuum/access';
import { Refused, type PermitClaims } from '@continuum/contracts';
import { UuidParam } from '@continuum/service-kit';
import { PersonDesk } from '../actions/person-desk.js';

@Controller('v1/persons')
export class PersonController {
  constructor(private readonly desk: PersonDesk) {}

  @Get(':personId')
  show(
    @UuidParam('personId') personId: string,
    @NeedsPermit() permit: PermitClaims,
    @Query('asOf') asOf?: string,
  ) {
    return this.desk.show(personId, permit, instantOf(asOf));
  }

  @Get(':personId/history')
  history(@UuidParam('personId') personId: string, @NeedsPermit() permit: PermitClaims) {
    return this.desk.history(personId, permit);
  }

  @Get(':personId/explanation')
  explain(
    @UuidParam('personId') personId: string,
    @NeedsPermit() permit: PermitClaims,
    @Query('asOf') asOf?: string,
  ) {
    return this.desk.explain(personId, permit, instantOf(asOf));
  }
}

function instantOf(text: string | undefined): Date | undefined {
  if (text === undefined) return undefined;
  const instant = new Date(text);
  if (Number.isNaN(+instant)) throw new Refused('BAD_REQUEST', 'asOf is not an instant.');
  return instant;
}
