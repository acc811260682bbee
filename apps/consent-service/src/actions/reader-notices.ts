import { Injectable } from '@nestjs/common';
import { Clock } from '@continuum/service-kit';
import type { EntityManager } from 'typeorm';
import type { MovedRecord } from '../store/facts/record-fact.repository.js';
import { ReaderNoticeRepository } from '../store/ledger/reader-notice.repository.js';

/** An assignment may come before the merge that explains it: by then both have arrived. */
const SETTLES_MS = 2_000;

/** Remembers whose readers may have to be told something. */
@Injectable()
export class ReaderNotices {
  constructor(
    private readonly notices: ReaderNoticeRepository,
    private readonly clock: Clock,
  ) {}

  askAbout(personIds: readonly string[], tx: EntityManager): Promise<void> {
    return this.notices.ask(personIds, new Date(+this.clock.now() + SETTLES_MS), tx);
  }
}

/** Persons of records that went from one to another. */
export const leftFor = (moved: readonly MovedRecord[]): string[] =>
  moved.filter(({ personIds }) => personIds.length > 1).flatMap(({ personIds }) => personIds);
