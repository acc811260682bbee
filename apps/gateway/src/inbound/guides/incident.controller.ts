import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { AttachPerson } from '@continuum/contracts';
import { ConsentClient } from '../../clients/consent.client.js';
import { Asking, callFor, type Asked } from '../decision/asked.js';
import { Decided } from '../decision/decided.js';

/** Responders say whom they met: from then on their card opens, until the incident is closed. */
@Controller('v1/incidents')
export class IncidentController {
  constructor(private readonly consents: ConsentClient) {}

  @Post(':incidentNo/persons')
  @HttpCode(204)
  @Decided('by consent-service: users assigned to the incident')
  attach(
    @Asking() asked: Asked,
    @Param('incidentNo') incidentNo: string,
    @Body() body: AttachPerson,
  ): Promise<void> {
    return this.consents.attach(incidentNo, body, callFor(asked));
  }
}
