import { Injectable } from '@nestjs/common';
import { isWithinLabels } from '@continuum/access';
import {
  Refused,
  type DecideReview,
  type PermitClaims,
  type ReviewItem,
  type ReviewPage,
  type ReviewQuery,
} from '@continuum/contracts';
import { Clock } from '@continuum/service-kit';
import { DataSource, type EntityManager } from 'typeorm';
import { ReviewRepository, type ReviewView, type Side } from '../store/review.repository.js';
import { JudgementDesk } from './judgement-desk.js';

const CLAIM_MS = 30 * 60_000;
const PAGE = 20;

export const noSuchReview = () =>
  new Refused('NOT_FOUND', 'There is nothing here that you may see.');

/** Review tasks for people: a task one of whose sides a permit does not name is not there. */
@Injectable()
export class ReviewDesk {
  constructor(
    private readonly dataSource: DataSource,
    private readonly reviews: ReviewRepository,
    private readonly judgements: JudgementDesk,
    private readonly clock: Clock,
  ) {}

  async list(query: ReviewQuery, permit: PermitClaims): Promise<ReviewPage> {
    const { kind, state = 'open' } = query;
    const limit = Number(query.limit ?? PAGE);
    const keys = Object.keys(permit.records);
    const found: ReviewView[] = [];
    let after = query.after;
    for (;;) {
      const page = await this.reviews.page({ kind, state, after, limit: limit + 1 }, keys);
      found.push(...page.filter(isCovered(permit)));
      after = page.at(-1)?.reviewId;
      if (found.length > limit || page.length <= limit) break;
    }
    const items = found.slice(0, limit).map((one) => this.itemOf(one));
    const last = items.at(-1);
    return { items, ...(found.length > limit && last && { next: last.reviewId }) };
  }

  /** @throws Refused NOT_FOUND, whether it is not there or not visible */
  async find(reviewId: string, permit: PermitClaims, tx?: EntityManager): Promise<ReviewView> {
    const found = await (tx ? this.reviews.lock(reviewId, tx) : this.reviews.find(reviewId));
    if (!found || !isCovered(permit)(found)) throw noSuchReview();
    return found;
  }

  /** For the user alone, for half an hour; again, to go on longer. */
  async claim(reviewId: string, permit: PermitClaims): Promise<ReviewItem> {
    return this.dataSource.transaction(async (tx) => {
      const review = await this.openReview(reviewId, permit, tx);
      const claim = this.claimOf(review);
      if (claim && claim.by !== permit.sub) {
        throw new Refused('REVIEW_CLAIMED', 'Somebody else works on this review.');
      }
      const until = new Date(+this.clock.now() + CLAIM_MS);
      await this.reviews.saveClaim(reviewId, { by: permit.sub, until }, tx);
      return this.itemOf({ ...review, claimedBy: permit.sub, claimedUntil: until });
    });
  }

  /** Whoever has no claim gives none back, and that is no error. */
  async release(reviewId: string, permit: PermitClaims): Promise<void> {
    await this.dataSource.transaction(async (tx) => {
      const review = await this.find(reviewId, permit, tx);
      if (this.claimOf(review)?.by === permit.sub) await this.reviews.saveClaim(reviewId, null, tx);
    });
  }

  /** The judgement names the record that stands for each side: nothing else is set apart. */
  async decide(
    reviewId: string,
    { verdict, reason, reviewVersion }: DecideReview,
    permit: PermitClaims,
  ): Promise<{ judgementId: string }> {
    return this.dataSource.transaction(async (tx) => {
      const review = await this.openReview(reviewId, permit, tx);
      if (this.claimOf(review)?.by !== permit.sub) {
        throw new Refused('CLAIM_NEEDED', 'Claim the review before you decide it.');
      }
      if (reviewVersion !== undefined && reviewVersion !== review.version) {
        throw new Refused('REVIEW_CHANGED', 'The review asks something else by now.');
      }
      if (review.kind === 'judgement-conflict' && verdict !== 'unsure') {
        throw new Refused('CONFLICT_STANDS', 'Revoke one of the judgements that contradict.');
      }
      const [left, right] = [[review.left.recordKey], [review.right.recordKey]];
      const judged = await this.judgements.judgeIn(tx, { verdict, left, right, reason }, permit);
      await this.reviews.saveJudgement(reviewId, judged.judgementId, tx);
      return judged;
    });
  }

  /** Undoing twice is no error and no second revocation. */
  async undo(
    reviewId: string,
    reason: string,
    permit: PermitClaims,
  ): Promise<{ judgementId: string; isOver: boolean }> {
    return this.dataSource.transaction(async (tx) => {
      const { judgementId, judged, state } = await this.find(reviewId, permit, tx);
      if (judgementId === null || judged === 'waiting' || state === 'overtaken') {
        throw new Refused('REVIEW_NOT_DECIDED', 'There is no decision to undo.');
      }
      const isOver = await this.judgements.revokeIn(tx, judgementId, reason, permit);
      return { judgementId, isOver };
    });
  }

  itemOf(review: ReviewView): ReviewItem {
    const { reviewId, kind, state, personLow, personHigh, left, right, judgementId } = review;
    const claim = this.claimOf(review);
    return {
      reviewId,
      reviewVersion: review.version,
      kind,
      state,
      personIds: personLow === personHigh ? [personLow] : [personLow, personHigh],
      left: left.recordKey,
      right: right.recordKey,
      raisedAt: review.raisedAt.toISOString(),
      claim: claim && { by: claim.by, until: claim.until.toISOString() },
      judgementId,
    };
  }

  private async openReview(reviewId: string, permit: PermitClaims, tx: EntityManager) {
    const review = await this.find(reviewId, permit, tx);
    if (review.state !== 'open' || review.judged === 'waiting') {
      throw new Refused('REVIEW_CLOSED', 'The review is not open.');
    }
    return review;
  }

  private claimOf({ claimedBy, claimedUntil }: ReviewView): { by: string; until: Date } | null {
    const isHeld = claimedBy !== null && claimedUntil !== null && claimedUntil > this.clock.now();
    return isHeld ? { by: claimedBy, until: claimedUntil } : null;
  }
}

const isCovered = (permit: PermitClaims) => {
  const covers = ({ recordKey, labels }: Side) =>
    Object.hasOwn(permit.records, recordKey) && isWithinLabels(permit, recordKey, labels);
  return ({ left, right }: Pick<ReviewView, 'left' | 'right'>) => covers(left) && covers(right);
};
