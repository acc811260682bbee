import { Inject, Injectable } from '@nestjs/common';
import { LOGGER, Loop } from '@continuum/service-kit';
import type { Logger } from 'pino';
import { ReaderNoticeWriter } from '../actions/reader-notice-writer.js';

const LOOKS_EVERY_MS = 500;

/** Looks whether somebody has to be told that what they read was another person's. */
@Injectable()
export class ReaderNoticeJob extends Loop {
  constructor(
    private readonly writer: ReaderNoticeWriter,
    @Inject(LOGGER) logger: Logger,
  ) {
    super(LOOKS_EVERY_MS, logger);
  }

  override turn(): Promise<boolean> {
    return this.writer.turn();
  }
}
