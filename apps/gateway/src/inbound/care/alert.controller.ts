import {
  Body,
  Controller,
  Get,
  Headers,
  HttpCode,
  Param,
  Post,
  Res,
  type OnModuleDestroy,
} from '@nestjs/common';
import { AcknowledgeAlert, AlertView, CommandAnswer } from '@continuum/contracts';
import { Answers, AnswersStream } from '../decision/answers.js';
import { Clock, IdPipe } from '@continuum/service-kit';
import type { FastifyReply } from 'fastify';
import { decodeJwt } from 'jose';
import { Readable } from 'node:stream';
import { ReferralClient } from '../../clients/referral.client.js';
import { Asking, callFor, type Asked } from '../decision/asked.js';
import { Decided } from '../decision/decided.js';

/** Alerts of the user who asks. Referral-service sends them out, so it takes the decision itself, for each one. */
@Controller('v1/alerts')
export class AlertController implements OnModuleDestroy {
  private readonly stopping = new AbortController();

  constructor(
    private readonly referral: ReferralClient,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Answers([AlertView])
  @Decided('by referral-service, for each alert')
  list(@Asking() asked: Asked): Promise<AlertView[]> {
    return this.referral.list('/v1/alerts', callFor(asked));
  }

  @Post(':alertId/acknowledgement')
  @Answers(CommandAnswer)
  @HttpCode(200)
  @Decided('by referral-service, for the alert')
  acknowledge(
    @Asking() asked: Asked,
    @Param('alertId', IdPipe) alertId: string,
    @Body() body: AcknowledgeAlert,
  ): Promise<CommandAnswer> {
    const path = `/v1/alerts/${alertId}/acknowledgement`;
    return this.referral.command(path, { body, ...callFor(asked) });
  }

  /** Server-sent events with ids only. Ends with the token; the client comes back with `Last-Event-ID`. */
  @Get('stream')
  @AnswersStream('Server-sent events; the data of each is an alert id and its version.')
  @Decided('by referral-service, for each delivery')
  async stream(
    @Asking() asked: Asked,
    @Res() reply: FastifyReply,
    @Headers('last-event-id') lastEventId?: string,
  ): Promise<void> {
    const call = callFor(asked);
    const headers = { ...call.headers, ...(lastEventId && { 'last-event-id': lastEventId }) };
    const { exp = 0 } = decodeJwt(asked.userToken);
    const tokenEnds = AbortSignal.timeout(Math.max(0, exp * 1000 - +this.clock.now()));
    const end = AbortSignal.any([tokenEnds, this.stopping.signal]);
    const { body } = await this.referral.stream('/v1/alerts/stream', { ...call, headers }, end);
    void reply.type('text/event-stream').send(Readable.from(until(end, body)));
  }

  /** An open stream would hold up the shutdown. */
  onModuleDestroy() {
    this.stopping.abort();
  }
}

/** Ends as a stream ends, not as one that broke: the client comes back by itself. */
async function* until(end: AbortSignal, body: AsyncIterable<Uint8Array> | null) {
  try {
    if (body) yield* body;
  } catch (error) {
    if (!end.aborted) throw error;
  }
}
