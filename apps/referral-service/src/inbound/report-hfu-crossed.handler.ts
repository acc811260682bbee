import { Controller, Inject } from '@nestjs/common';
import { ReportHfuCrossedV1 } from '@continuum/contracts';
import { done, OnEvents, type Batch, type Outcome } from '@continuum/messaging';
import { Clock } from '@continuum/service-kit';
import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import type { CaseHome, CaseStep } from '../actions/case-event.js';
import { CaseSteps } from '../actions/case-steps.js';
import { CrossedPersons, type Crossed } from '../actions/crossed-persons.js';
import { CustodyFollower } from '../actions/follow-custody.js';
import {
  close,
  hasDeclinedLately,
  isOpenCase,
  nominate,
  type MdtCase,
} from '../domain/mdt-case.js';
import { CASE_HOME } from '../tokens.js';

/** Somebody crossed the line of utilisation, or fell below it. Nothing here counts. */
@Controller()
export class ReportHfuCrossedHandler {
  constructor(
    private readonly persons: CrossedPersons,
    private readonly steps: CaseSteps,
    private readonly custody: CustodyFollower,
    private readonly clock: Clock,
    @Inject(CASE_HOME) private readonly home: CaseHome,
  ) {}

  @OnEvents(ReportHfuCrossedV1)
  async handle(events: ReportHfuCrossedV1[], { tx }: Batch): Promise<Outcome[]> {
    const now = this.clock.now();
    const crossed = await this.persons.of(events, tx);
    const proposed = crossed.flatMap((crossing) => this.propose(crossing, now));
    await this.steps.propose(proposed, tx);
    await this.withdraw(crossed, now, tx);
    await this.followCustody(crossed, now, tx);
    return events.map(done);
  }

  private propose({ cause, personId, cases }: Crossed, now: Date): CaseStep[] {
    if (!isEntry(cause)) return [];
    const { measure, definitionVersion, asOf } = cause.data;
    const nomination = {
      caseId: randomUUID(),
      ...{ personId, anchorRecordKey: null, isPersonUncertain: false },
      programme: this.home.programme,
      origin: 'hfu',
      crossing: { measure, definitionVersion, asOf },
    } as const;
    const mdtCase = nominate(nomination, cases, now);
    return mdtCase ? [{ mdtCase, cause, actorRole: 'X' }] : [];
  }

  /** The line of the case says so; only what nobody took up yet ends with it. */
  private async withdraw(crossed: readonly Crossed[], now: Date, tx: EntityManager) {
    const left = crossed.filter((crossing) => !isEntry(crossing.cause) && isOwn(crossing));
    const open = left.flatMap(({ cause, cases }) =>
      cases.filter(isOpenCase).map((mdtCase) => ({ cause, mdtCase })),
    );
    await this.persons.addLines(open, now, tx);
    const end = { reason: 'not_eligible', destination: null };
    const closed = open
      .filter(({ mdtCase }) => mdtCase.status === 'proposed' && mdtCase.origin === 'hfu')
      .map(({ cause, mdtCase }): CaseStep => {
        return { mdtCase: close(mdtCase, end, now), cause, actorRole: 'X' };
      });
    await this.steps.close(closed, tx);
  }

  private async followCustody(crossed: readonly Crossed[], now: Date, tx: EntityManager) {
    const entered = crossed.filter(({ cause, cases }) => isEntry(cause) && mayApproach(cases, now));
    const personIds = entered.map(({ personId }) => personId);
    await this.custody.follow(personIds, { at: now, crossed: new Set(personIds) }, tx);
  }
}

const isEntry = ({ data }: ReportHfuCrossedV1) =>
  data.direction === 'entered' || data.direction === 'returned';

/** An absorbed id has nothing left to count: that says nothing of the person it leads to. */
const isOwn = ({ cause, personId }: Crossed) => cause.data.personId === personId;

/** Whoever declined lately is left alone, in jail too. */
const mayApproach = (cases: readonly MdtCase[], now: Date) =>
  !cases.some((mdtCase) => hasDeclinedLately(mdtCase, now));
