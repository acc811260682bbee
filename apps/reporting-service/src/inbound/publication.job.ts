import { Inject, Injectable } from '@nestjs/common';
import { LOGGER, Loop } from '@continuum/service-kit';
import type { Logger } from 'pino';
import { Publisher } from './publisher.js';

const LOOK_EVERY_MS = 2_000;

/** Lets months be published and compared, one turn after the other. */
@Injectable()
export class PublicationJob extends Loop {
  constructor(
    private readonly publisher: Publisher,
    @Inject(LOGGER) logger: Logger,
  ) {
    super(LOOK_EVERY_MS, logger);
  }

  override turn(): Promise<void> {
    return this.publisher.turn();
  }
}
