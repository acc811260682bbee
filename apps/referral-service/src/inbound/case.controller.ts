import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { NeedsPermit } from '@continuum/access';
import {
  CASE_COMMAND_DATA,
  CaseCommand,
  NominateForCase,
  type CommandAnswer,
  type PermitClaims,
  type PermittedRecord,
} from '@continuum/contracts';
import { IdPipe } from '@continuum/service-kit';
import { CaseDesk } from '../actions/case-desk.js';
import type { CaseFields } from '../actions/case-steps.js';
import { Nominator } from '../actions/nominator.js';
import { PermittedReader } from '../actions/permitted-reader.js';
import { AskedFor, type Asked } from './asked-for.js';
import { commandFields } from './command-fields.js';

@Controller('v1/cases')
export class CaseController {
  constructor(
    private readonly nominator: Nominator,
    private readonly desk: CaseDesk,
    private readonly reader: PermittedReader,
  ) {}

  @Get()
  list(@NeedsPermit() permit: PermitClaims): Promise<PermittedRecord[]> {
    return this.reader.of('mdt', permit);
  }

  @Get(':caseId')
  show(
    @Param('caseId', IdPipe) caseId: string,
    @NeedsPermit() permit: PermitClaims,
  ): Promise<PermittedRecord> {
    return this.reader.one('mdt', caseId, permit);
  }

  @Post()
  nominate(@Body() body: NominateForCase, @AskedFor() { userId }: Asked): Promise<CommandAnswer> {
    return this.nominator.nominate(body, userId);
  }

  @Post(':caseId/commands')
  @HttpCode(200)
  command(
    @Param('caseId', IdPipe) caseId: string,
    @Body() body: CaseCommand,
    @AskedFor() asked: Asked,
  ): Promise<CommandAnswer> {
    const fields = () => commandFields<CaseFields>(CASE_COMMAND_DATA[body.type], body.data);
    return this.desk.command(caseId, body, fields, asked);
  }
}
