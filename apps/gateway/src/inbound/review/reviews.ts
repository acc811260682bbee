import type {
  Decision,
  ReviewItem,
  ReviewPage,
  ReviewQuery,
  ReviewSubject,
} from '@continuum/contracts';
import { randomUUID } from 'node:crypto';
import type { ReviewClient, Under } from '../../clients/review.client.js';
import type { Asked } from '../decision/asked.js';
import { assertMayAsk, assertShown, showsSomething, type Needed } from '../decision/refusal.js';
import type { UnderDecision, Wish } from '../decision/under-decision.js';
import { linksOf } from '../person/links-of.js';

/** So many tasks, two records each, with a name in every dataset, stay under the limit of one decision. */
const WINDOW = 100;
const PAGE = 20;

/** What is asked of consent-service, and the records without which there is nothing to answer. */
export interface About extends Needed {
  readonly wish: Wish;
}

/** Linking is decided by the name in each record that it is about, action `link`. */
export class Reviews {
  constructor(
    private readonly reviews: ReviewClient,
    private readonly underDecision: UnderDecision,
  ) {}

  /** Tasks of which the user may see both sides: as many as asked for, where there are so many. */
  async list(asked: Asked, { limit, ...query }: ReviewQuery): Promise<ReviewPage> {
    const most = Number(limit ?? PAGE);
    const items: ReviewItem[] = [];
    let { after } = query;
    for (;;) {
      const window = { ...query, ...(after && { after }), limit: String(WINDOW) };
      const subjects = await this.reviews.subjects(window, asked.userToken);
      items.push(...(await this.visible(asked, subjects, window)));
      after = subjects.at(-1)?.reviewId;
      if (items.length > most || subjects.length < WINDOW) break;
    }
    const page = items.slice(0, most);
    const last = page.at(-1);
    return { items: page, ...(items.length > most && last && { next: last.reviewId }) };
  }

  /** A task that is not there is decided like one about nobody. */
  async aboutReview(reviewId: string, { userToken }: Asked): Promise<About> {
    const subject = await this.reviews.subject(reviewId, userToken);
    if (!subject) return aboutNobody();
    return { wish: wishFor({ persons: [...subject.personIds] }), needed: subject.recordKeys };
  }

  async aboutJudgement(judgementId: string, { userToken }: Asked): Promise<About> {
    const path = `/internal/judgement-subjects/${judgementId}`;
    return this.aboutNamed(await this.reviews.named(path, {}, userToken));
  }

  async aboutJudgementsOf(record: string, { userToken }: Asked): Promise<About> {
    const named = await this.reviews.named('/internal/judgement-subjects', { record }, userToken);
    return { ...this.aboutNamed(named), needed: [record] };
  }

  /** Which of them the user may not link, where it is not all, identity-service says by the field that names them. */
  aboutRecords(recordKeys: readonly string[]): About {
    return { wish: wishFor({ recordKeys: [...recordKeys] }), needed: [] };
  }

  read<T>(asked: Asked, about: About, read: (under: Under) => Promise<T>): Promise<T> {
    return this.underDecision.answer(asked, about.wish, (decision) => {
      assertShown(decision, about);
      return read(underOf(decision, asked));
    });
  }

  act<T>(asked: Asked, about: About, act: (under: Under) => Promise<T>): Promise<T> {
    return this.underDecision.act(
      asked,
      about.wish,
      (decision) => act(underOf(decision, asked)),
      (decision) => assertShown(decision, about),
    );
  }

  private aboutNamed(recordKeys: readonly string[]): About {
    if (recordKeys.length === 0) return aboutNobody();
    return { wish: wishFor({ recordKeys: [...recordKeys] }), needed: recordKeys };
  }

  /** No task costs the same as none that may be seen. */
  private visible(
    asked: Asked,
    subjects: readonly ReviewSubject[],
    window: Readonly<Record<string, string>>,
  ): Promise<readonly ReviewItem[]> {
    const keys = new Set(subjects.flatMap(({ recordKeys }) => recordKeys));
    const { wish } = this.aboutNamed([...keys]);
    const looked = new Set(subjects.map(({ reviewId }) => reviewId));
    return this.underDecision.answer(asked, wish, async (decision) => {
      assertMayAsk(decision);
      if (!showsSomething(decision)) return [];
      const { items } = await this.reviews.page(window, underOf(decision, asked));
      return items.filter(({ reviewId }) => looked.has(reviewId));
    });
  }
}

const wishFor = (about: Pick<Wish, 'persons' | 'recordKeys'>) => linksOf(about, 'link');

/** What is not there is asked about at the same cost. */
const aboutNobody = (): About => ({ wish: wishFor({ persons: [randomUUID()] }), needed: [] });

const underOf = ({ permits }: Decision, { userToken }: Asked): Under => ({ permits, userToken });
