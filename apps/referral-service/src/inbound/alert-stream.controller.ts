import { Controller, Headers, Sse, type MessageEvent } from '@nestjs/common';
import type { AlertSignal } from '@continuum/contracts';
import { Clock } from '@continuum/service-kit';
import { decodeJwt } from 'jose';
import { concatMap, from, interval, map, merge, startWith, takeWhile, type Observable } from 'rxjs';
import { DataSource } from 'typeorm';
import { DAY_MS } from '../domain/business-time.js';
import { AlertRepository } from '../store/alert.repository.js';
import { AskedFor, type Asked } from './asked-for.js';

const LOOK_EVERY_MS = 500;
const HEARTBEAT_MS = 15_000;
const POSITION = /^\d{1,18}$/;

/** Ids of alerts as they are sent to a user: the client fetches each with a fresh decision. */
@Controller('v1/alerts')
export class AlertStreamController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly alerts: AlertRepository,
    private readonly clock: Clock,
  ) {}

  /** `Last-Event-ID` replays a day; the stream ends with the token. */
  @Sse('stream')
  stream(
    @AskedFor() { userId, userToken }: Asked,
    @Headers('last-event-id') lastEventId = '0',
  ): Observable<MessageEvent> {
    const endsAt = (decodeJwt(userToken).exp ?? 0) * 1000;
    let position = POSITION.test(lastEventId) ? lastEventId : '0';
    const signals = interval(LOOK_EVERY_MS).pipe(
      startWith(0),
      concatMap(async () => {
        const since = new Date(+this.clock.now() - DAY_MS);
        const sent = await this.alerts.signalsAfter(
          userId,
          position,
          since,
          this.dataSource.manager,
        );
        position = sent.at(-1)?.position ?? position;
        return sent;
      }),
      concatMap((sent) => from(sent.map(toMessage))),
    );
    const heartbeats = interval(HEARTBEAT_MS).pipe(map(() => ({ type: 'heartbeat', data: '' })));
    return merge(signals, heartbeats).pipe(takeWhile(() => +this.clock.now() < endsAt));
  }
}

function toMessage({ position, alertId, version }: AlertSignal & { position: string }) {
  const data: AlertSignal = { alertId, version };
  return { id: position, type: 'alert', data };
}
