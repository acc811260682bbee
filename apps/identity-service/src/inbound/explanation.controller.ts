import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { NeedsPermit } from '@continuum/access';
import { ExplainPair, type PermitClaims } from '@continuum/contracts';
import { PersonDesk } from '../actions/person-desk.js';
import { instantOf } from './instant.js';

@Controller('v1/explanations')
export class ExplanationController {
  constructor(private readonly desk: PersonDesk) {}

  @Post('pair')
  @HttpCode(200)
  pair(@Body() { left, right, asOf }: ExplainPair, @NeedsPermit() permit: PermitClaims) {
    return this.desk.explainPair([left, right], permit, instantOf(asOf));
  }
}
