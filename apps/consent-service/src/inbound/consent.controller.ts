import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import {
  RecordConsent,
  RevokeConsent,
  VerifyConsent,
  type ConsentView,
  type RevocationView,
} from '@continuum/contracts';
import { Caller, type CallerIdentity, Clock, IdPipe } from '@continuum/service-kit';
import { ConsentDesk } from '../actions/consent-desk.js';
import { ConsentList } from '../actions/consent-list.js';

@Controller('v1/consents')
export class ConsentController {
  constructor(
    private readonly desk: ConsentDesk,
    private readonly forms: ConsentList,
    private readonly clock: Clock,
  ) {}

  @Post()
  async record(
    @Body() body: RecordConsent,
    @Caller() caller: CallerIdentity,
  ): Promise<ConsentView> {
    return this.desk.record(body, caller);
  }

  @Post(':consentId/verification')
  async verify(
    @Param('consentId', IdPipe) consentId: string,
    @Body() { statements }: VerifyConsent,
    @Caller() caller: CallerIdentity,
  ): Promise<ConsentView> {
    return this.desk.verify(consentId, statements, caller);
  }

  @Post(':consentId/revocations')
  async revoke(
    @Param('consentId', IdPipe) consentId: string,
    @Body() { isWritten, receivedAt }: RevokeConsent,
    @Caller() caller: CallerIdentity,
  ): Promise<RevocationView> {
    const revocation = {
      isWritten,
      receivedAt: receivedAt ? new Date(receivedAt) : this.clock.now(),
    };
    return this.desk.revoke(consentId, revocation, caller);
  }

  @Get()
  async list(
    @Query('personId', IdPipe) personId: string,
    @Caller() caller: CallerIdentity,
  ): Promise<{ items: ConsentView[] }> {
    return { items: await this.forms.of(personId, caller) };
  }
}
