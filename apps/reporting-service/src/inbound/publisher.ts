import { Inject, Injectable } from '@nestjs/common';
import { Refused } from '@continuum/contracts';
import { LOGGER } from '@continuum/service-kit';
import type { Logger } from 'pino';
import { CountingClient, type CountingDecision } from '../clients/counting.client.js';
import { Comparison } from './comparison.js';
import { Publication } from './publication.js';

export class PublisherSettings {
  constructor(
    /** Months are published on this user's behalf; where there is none, no month is. */
    readonly publishAs: string | undefined,
    readonly compareEveryS: number,
  ) {}
}

const MAY_NOT: CountingDecision = { decisionId: '', scopes: [] };

/** Publishes the month that is due and compares those published, under one decision for all of a turn. */
@Injectable()
export class Publisher {
  /** What was refused last, and on what that rested: the same again would be refused again. */
  private refused = '';

  constructor(
    private readonly publication: Publication,
    private readonly comparison: Comparison,
    private readonly counting: CountingClient,
    private readonly settings: PublisherSettings,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  async turn(): Promise<void> {
    const { publishAs, compareEveryS } = this.settings;
    if (!publishAs) return;
    const due = await this.publication.due();
    const isTried = due && due.restsOn !== this.refused;
    const published = await this.comparison.dueMonths(compareEveryS);
    if (!isTried && published.length === 0) return;
    if (!(await this.publication.isPossible())) return;

    const decision = await this.decide(publishAs);
    for (const month of published) await this.comparison.compare(month, decision, publishAs);
    if (!isTried) return;
    try {
      await this.publication.publish(due.month, decision, publishAs);
    } catch (error) {
      this.tell(error);
      this.refused = due.restsOn;
    }
  }

  private async decide(publishAs: string): Promise<CountingDecision> {
    try {
      return await this.counting.mayCount(publishAs);
    } catch (error) {
      this.tell(error);
      return MAY_NOT;
    }
  }

  private tell(error: unknown): void {
    if (!(error instanceof Refused)) throw error;
    this.logger.info({ code: error.code }, 'a month was not published');
  }
}
