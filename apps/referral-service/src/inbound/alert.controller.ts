import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { AcknowledgeAlert, type AlertView, type CommandAnswer } from '@continuum/contracts';
import { IdPipe } from '@continuum/service-kit';
import { AlertDesk } from '../actions/alert-desk.js';
import { AskedFor, type Asked } from './asked-for.js';

@Controller('v1/alerts')
export class AlertController {
  constructor(private readonly desk: AlertDesk) {}

  @Get()
  list(@AskedFor() asked: Asked): Promise<AlertView[]> {
    return this.desk.list(asked);
  }

  @Post(':alertId/acknowledgement')
  @HttpCode(200)
  acknowledge(
    @Param('alertId', IdPipe) alertId: string,
    @Body() body: AcknowledgeAlert,
    @AskedFor() asked: Asked,
  ): Promise<CommandAnswer> {
    return this.desk.acknowledge(alertId, body, asked);
  }
}
