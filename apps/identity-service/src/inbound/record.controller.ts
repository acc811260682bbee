import { Controller, Get, Param } from '@nestjs/common';
import { NeedsPermit } from '@continuum/access';
import type { PermitClaims } from '@continuum/contracts';
import { PersonDesk } from '../actions/person-desk.js';

@Controller('v1/records')
export class RecordController {
  constructor(private readonly desk: PersonDesk) {}

  @Get(':department/:source/:recordId/person')
  person(
    @Param('department') department: string,
    @Param('source') source: string,
    @Param('recordId') recordId: string,
    @NeedsPermit() permit: PermitClaims,
  ) {
    return this.desk.ofRecord(`${department}/${source}/${recordId}`, permit);
  }
}
