import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { AttachPerson, RecordRelation, type RelationView } from '@continuum/contracts';
import { Caller, type CallerIdentity } from '@continuum/service-kit';
import { IncidentDesk } from '../actions/incident-desk.js';
import { RelationDesk } from '../actions/relation-desk.js';

@Controller('v1')
export class RelationController {
  constructor(
    private readonly desk: RelationDesk,
    private readonly incidents: IncidentDesk,
  ) {}

  @Post('relations')
  async record(
    @Body() body: RecordRelation,
    @Caller() caller: CallerIdentity,
  ): Promise<RelationView> {
    return this.desk.record(body, caller);
  }

  @Post('incidents/:incidentNo/persons')
  @HttpCode(204)
  async attach(
    @Param('incidentNo') incidentNo: string,
    @Body() body: AttachPerson,
    @Caller() caller: CallerIdentity,
  ): Promise<void> {
    await this.incidents.attach(incidentNo, body, caller);
  }
}
