import { Injectable } from '@nestjs/common';
import { Refused, type OwnerPermit } from '@continuum/contracts';
import { uuidv7 } from '@continuum/messaging';
import { Clock } from '@continuum/service-kit';
import { decide } from '../domain/decide.js';
import type { AccessRequest, Facts } from '../domain/facts.js';
import type { Verdict } from '../domain/verdict.js';
import { FactsRepository, type Asking } from '../store/facts/facts.repository.js';
import { toDraft } from '../store/ledger/decision.mapping.js';
import type { Asker, TakenDecision } from '../store/ledger/decision-draft.js';
import { LedgerRepository } from '../store/ledger/ledger.repository.js';
import { Pseudonyms } from '../store/ledger/pseudonym.js';
import type { AskedBy } from './asking.js';
import { issuePermits } from './issue-permits.js';
import { PermitSigner } from './permit-signer.js';

export interface Recorded<V extends Verdict = Verdict> {
  readonly taken: TakenDecision<V>;
  readonly permits: readonly OwnerPermit[];
}

type Judge<V extends Verdict> = (request: AccessRequest, facts: Facts, now: Date) => V;

const ATTEMPTS = 3;

/** Takes a decision and answers only once it is in the ledger. */
@Injectable()
export class DecisionTaker {
  constructor(
    private readonly facts: FactsRepository,
    private readonly ledger: LedgerRepository,
    private readonly signer: PermitSigner,
    private readonly pseudonyms: Pseudonyms,
    private readonly clock: Clock,
  ) {}

  /** @throws Refused STALE_EPOCH when what it rests on will not stand still, AUDIT_UNAVAILABLE without ledger */
  async take(request: AccessRequest, by: AskedBy): Promise<Recorded>;
  async take<V extends Verdict>(
    request: AccessRequest,
    by: AskedBy,
    judge: Judge<V>,
  ): Promise<Recorded<V>>;
  async take(
    request: AccessRequest,
    { asker, asking }: AskedBy,
    judge: Judge<Verdict> = decide,
  ): Promise<Recorded> {
    for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
      const taken = await this.judged(request, asker, asking, judge);
      const { permits, kept } = asker.isOnBehalf
        ? { permits: [], kept: [] }
        : await issuePermits(taken, this.signer);
      const written = await this.ledger.write(toDraft(taken, kept, this.pseudonyms));
      if (written === 'written') return { taken, permits };
    }
    throw new Refused('STALE_EPOCH', 'What the decision rests on keeps changing: ask again.');
  }

  private async judged(
    request: AccessRequest,
    asker: Asker,
    asking: Asking,
    judge: Judge<Verdict>,
  ): Promise<TakenDecision> {
    const began = performance.now();
    const asked = await this.facts.load(request, asking);
    const decidedAt = this.clock.now();
    const verdict = judge(asked.request, asked.facts, decidedAt);
    const tookMs = performance.now() - began;
    return { decisionId: uuidv7(+decidedAt), decidedAt, asker, ...asked, verdict, tookMs };
  }
}
