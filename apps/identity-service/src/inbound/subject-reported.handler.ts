import { Controller } from '@nestjs/common';
import { SubjectReportedV1 } from '@continuum/contracts';
import { done, OnEvents, refused, type Batch, type Outcome } from '@continuum/messaging';
import { Bell } from '../actions/bell.js';
import { Preparation } from '../actions/preparation.js';
import { Resolver } from '../actions/resolver.js';
import { afterCommit } from '../store/transaction-end.js';
import { IntakeRepository } from '../store/intake.repository.js';

@Controller()
export class SubjectReportedHandler {
  constructor(
    private readonly preparation: Preparation,
    private readonly intake: IntakeRepository,
    private readonly resolver: Resolver,
    private readonly bell: Bell,
  ) {}

  @OnEvents(SubjectReportedV1)
  async handle(events: SubjectReportedV1[], { tx }: Batch): Promise<Outcome[]> {
    const arrivals = events.map((event) => this.preparation.arrivalOf(event));
    if (await this.resolver.take(arrivals, tx)) return events.map(done);
    const contradicting = await this.intake.add(arrivals, tx);
    afterCommit(tx, () => this.bell.ring());
    return events.map(({ data }) =>
      contradicting.has(`${data.recordKey} ${data.recordVersion}`)
        ? refused('SAME_VERSION_OTHER_CONTENT')
        : done(),
    );
  }
}
