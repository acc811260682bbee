import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import {
  RecordConsent,
  RevokeConsent,
  VerifyConsent,
  ConsentList,
  ConsentView,
  RevocationView,
} from '@continuum/contracts';
import { IdPipe } from '@continuum/service-kit';
import { ConsentClient } from '../../clients/consent.client.js';
import { Answers } from '../decision/answers.js';
import { Asking, callFor, type Asked } from '../decision/asked.js';
import { Decided } from '../decision/decided.js';

/** Forms that people signed. Consent-service lets only the discloser's staff record, verify or revoke them. */
@Controller('v1/consents')
export class ConsentController {
  constructor(private readonly consents: ConsentClient) {}

  @Post()
  @Answers(ConsentView, 201)
  @HttpCode(201)
  @Decided('by consent-service: staff of the discloser')
  record(@Asking() asked: Asked, @Body() body: RecordConsent): Promise<ConsentView> {
    return this.consents.record(body, callFor(asked));
  }

  @Get()
  @Answers(ConsentList)
  @Decided('by consent-service: staff of the discloser')
  list(@Asking() asked: Asked, @Query('personId', IdPipe) personId: string): Promise<ConsentList> {
    return this.consents.list(personId, callFor(asked));
  }

  @Post(':consentId/verification')
  @Answers(ConsentView)
  @HttpCode(200)
  @Decided('by consent-service: staff of the discloser')
  verify(
    @Asking() asked: Asked,
    @Param('consentId', IdPipe) consentId: string,
    @Body() body: VerifyConsent,
  ): Promise<ConsentView> {
    return this.consents.verify(consentId, body, callFor(asked));
  }

  @Post(':consentId/revocations')
  @Answers(RevocationView)
  @HttpCode(200)
  @Decided('by consent-service: staff of the discloser')
  revoke(
    @Asking() asked: Asked,
    @Param('consentId', IdPipe) consentId: string,
    @Body() body: RevokeConsent,
  ): Promise<RevocationView> {
    return this.consents.revoke(consentId, body, callFor(asked));
  }
}
