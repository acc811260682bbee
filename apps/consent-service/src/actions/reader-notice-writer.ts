import { Injectable } from '@nestjs/common';
import { Clock } from '@continuum/service-kit';
import { DataSource } from 'typeorm';
import {
  ReaderNoticeRepository,
  type ReaderNotice,
  type WrongViewCheck,
} from '../store/ledger/reader-notice.repository.js';
import { WrongViews, type WrongView } from './wrong-views.js';

const AT_ONCE = 100;

/** Writes a notice to everybody who read what was wrongly one person's, and takes back those that are right after all. */
@Injectable()
export class ReaderNoticeWriter {
  constructor(
    private readonly dataSource: DataSource,
    private readonly views: WrongViews,
    private readonly notices: ReaderNoticeRepository,
    private readonly clock: Clock,
  ) {}

  /** Everybody who is due now; false when nobody was. */
  async turn(): Promise<boolean> {
    const due = await this.notices.due(this.clock.now(), AT_ONCE, this.dataSource.manager);
    if (due.length === 0) return false;
    // Mostly nobody has looked: then all are answered at once.
    if (!(await this.settled(due))) for (const check of due) await this.write(check);
    return true;
  }

  private settled(due: readonly WrongViewCheck[]): Promise<boolean> {
    return this.dataSource.transaction(async (tx) => {
      const asked = due.map(({ personId }) => personId);
      if (await this.views.mayExist(asked, tx)) return false;
      const personIds = await this.views.idsOf(asked, tx);
      await this.notices.withdrawOthers(personIds, [], this.clock.now(), tx);
      await this.notices.done(due, tx);
      return true;
    });
  }

  private write(check: WrongViewCheck): Promise<void> {
    return this.dataSource.transaction(async (tx) => {
      const now = this.clock.now();
      const found = (await this.views.of(check.personId, tx)).map(toNotice);
      const personIds = await this.views.idsOf([check.personId], tx);
      const foundIds = found.map(({ decisionId }) => decisionId);
      await this.notices.raise(perDecision(found), now, tx);
      await this.notices.withdrawOthers(personIds, foundIds, now, tx);
      await this.notices.done([check], tx);
    });
  }
}

const toNotice = ({ decision, ...part }: WrongView): ReaderNotice => ({
  decisionId: decision.decisionId,
  userId: decision.userId,
  department: part.actingAs.department,
  personId: part.personId,
  recordKeys: part.recordKeys,
  datasets: part.datasets,
  decidedAt: decision.decidedAt,
});

/** A list of several persons is one notice. */
function perDecision(found: readonly ReaderNotice[]): ReaderNotice[] {
  return [...Map.groupBy(found, ({ decisionId }) => decisionId).values()].flatMap((parts) => {
    const [first] = parts;
    if (!first) return [];
    const distinct = (words: readonly string[]) => [...new Set(words)].sort();
    return {
      ...first,
      recordKeys: distinct(parts.flatMap(({ recordKeys }) => recordKeys)),
      datasets: distinct(parts.flatMap(({ datasets }) => datasets)),
    };
  });
}
