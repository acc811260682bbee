import { Injectable } from '@nestjs/common';
import { Refused, type PermitClaims, type ReviewDetail } from '@continuum/contracts';
import { Clock } from '@continuum/service-kit';
import type { PairExplanation } from '../domain/explanation/explain.js';
import { ReviewRepository } from '../store/review.repository.js';
import { JudgementDesk } from './judgement-desk.js';
import { PersonDesk } from './person-desk.js';
import { ReviewDesk } from './review-desk.js';

/** One review with all that helps to decide it, from the records of the permit alone. */
@Injectable()
export class ReviewReader {
  constructor(
    private readonly desk: ReviewDesk,
    private readonly persons: PersonDesk,
    private readonly judgements: JudgementDesk,
    private readonly reviews: ReviewRepository,
    private readonly clock: Clock,
  ) {}

  /** Blind: what agrees, how the persons came about and what keeps them apart, but no weight. */
  async show(reviewId: string, permit: PermitClaims): Promise<ReviewDetail> {
    const { pair, persons, ...review } = await this.read(reviewId, permit);
    return {
      ...review,
      pair: pair && blind(pair),
      persons: persons.map(({ unions, ...how }) => ({
        ...how,
        unions: unions.map(({ left, right, by, sizes }) => ({ left, right, by, sizes })),
      })),
    };
  }

  /** With the waterfall, which adds up to the weight of the pair; that somebody looked is kept. */
  async showWithWeights(reviewId: string, permit: PermitClaims): Promise<ReviewDetail> {
    const review = await this.read(reviewId, permit);
    await this.reviews.saveLook(reviewId, permit.sub, permit.jti, this.clock.now());
    const { priority } = await this.desk.find(reviewId, permit);
    return { ...review, priority: priority / 1_000 };
  }

  private async read(reviewId: string, permit: PermitClaims) {
    const review = this.desk.itemOf(await this.desk.find(reviewId, permit));
    const { left, right, personIds } = review;
    const pair = await unlessGone(() => this.persons.explainPair([left, right], permit));
    const persons = await Promise.all(
      personIds.map((personId) => unlessGone(() => this.persons.explain(personId, permit))),
    );
    const judgements = await this.judgements.about([left, right], permit);
    return { ...review, pair, persons: persons.filter((how) => how !== null), judgements };
  }
}

/** What has been withdrawn since is no longer explained. */
async function unlessGone<T>(explain: () => Promise<T>): Promise<T | null> {
  try {
    return await explain();
  } catch (error) {
    if (error instanceof Refused && error.code === 'NOT_FOUND') return null;
    throw error;
  }
}

function blind({ parts, whyNot }: PairExplanation) {
  return { whyNot, parts: parts.map(({ element, agreement }) => ({ element, agreement })) };
}
