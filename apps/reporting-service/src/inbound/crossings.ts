import { Injectable } from '@nestjs/common';
import { ReportHfuCrossedV1, type DataOf } from '@continuum/contracts';
import { publish } from '@continuum/messaging';
import type { EntityManager } from 'typeorm';
import type { LinkedRow } from '../domain/contact-row.js';
import { nextStatus, type StatusStep } from '../domain/hfu-status.js';
import { HFU, windowStart } from '../domain/high-utilizer.js';
import type { LocalDate } from '../domain/local-date.js';
import { FeedRepository } from '../store/feed.repository.js';
import { HfuStatusRepository } from '../store/hfu-status.repository.js';
import { CONTACT_KINDS } from '../store/record.repository.js';
import { CityDay } from './city-day.js';

/** Tells when a person crosses the line of high-frequency use, either way. */
@Injectable()
export class Crossings {
  constructor(
    private readonly statuses: HfuStatusRepository,
    private readonly feeds: FeedRepository,
    private readonly cityDay: CityDay,
  ) {}

  async tell(
    rowsOf: ReadonlyMap<string, readonly LinkedRow[]>,
    knowledgeAt: string,
    tx: EntityManager,
  ): Promise<void> {
    const asOf = this.cityDay.asOfNow();
    const known = await this.statuses.ofPersons([...rowsOf.keys()], HFU.measure, tx);
    const steps = [...rowsOf].flatMap(
      ([personId, rows]) => nextStatus(personId, rows, known.get(personId), asOf) ?? [],
    );
    await this.statuses.save(
      steps.map(({ status }) => status),
      tx,
    );

    if (!steps.some(({ crossed }) => crossed)) return;
    const isWindowCovered = await this.feeds.cover(CONTACT_KINDS, windowStart(asOf), tx);
    const crossed = steps.flatMap((step) => told(step, { asOf, knowledgeAt, isWindowCovered }));
    await publish(tx, ReportHfuCrossedV1, crossed);
  }
}

interface Circumstances {
  readonly asOf: LocalDate;
  readonly knowledgeAt: string;
  readonly isWindowCovered: boolean;
}

function told({ status, crossed }: StatusStep, circumstances: Circumstances) {
  if (!crossed) return [];
  const data: DataOf<typeof ReportHfuCrossedV1> = {
    personId: status.personId,
    version: status.version,
    measure: status.measure,
    definitionVersion: HFU.definitionVersion,
    direction: crossed,
    ...circumstances,
  };
  return [{ data }];
}
