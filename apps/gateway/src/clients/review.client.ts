import {
  Refused,
  type JudgementSubject,
  type OwnerPermit,
  type ReviewPage,
  type ReviewSubject,
} from '@continuum/contracts';
import type { Call, ServiceClient } from '@continuum/service-kit';
import { permitFor } from './permit-for.js';

export type Query = Readonly<Record<string, string>>;

/** What goes with a call under a decision. */
export interface Under {
  readonly permits: readonly OwnerPermit[];
  readonly userToken: string;
  /** The header `Prefer` as it came. */
  readonly prefer?: string | undefined;
}

/** Identity-service as the one that asks people who is who, and is told. */
export class ReviewClient {
  constructor(private readonly identity: ServiceClient) {}

  /** What reviews are about, without content: something to ask a decision about. */
  subjects(query: Query, userToken: string): Promise<ReviewSubject[]> {
    return this.identity.json(withQuery('/internal/review-subjects', query), { userToken });
  }

  /** Undefined for one that is not there. */
  subject(reviewId: string, userToken: string): Promise<ReviewSubject | undefined> {
    return this.found(`/internal/review-subjects/${reviewId}`, userToken);
  }

  /** Records that a judgement names, or all judgements of a record; none where there is no judgement. */
  async named(path: string, query: Query, userToken: string): Promise<readonly string[]> {
    const known = await this.found<JudgementSubject>(withQuery(path, query), userToken);
    return known?.recordKeys ?? [];
  }

  page(query: Query, under: Under): Promise<ReviewPage> {
    return this.identity.json(withQuery('/v1/reviews', query), callUnder(under));
  }

  read<T>(path: string, query: Query, under: Under): Promise<T> {
    return this.identity.json(withQuery(path, query), callUnder(under));
  }

  private async found<T>(path: string, userToken: string): Promise<T | undefined> {
    try {
      return await this.identity.json<T>(path, { userToken });
    } catch (error) {
      if (error instanceof Refused && error.code === 'NOT_FOUND') return undefined;
      throw error;
    }
  }

  send<T>(method: 'POST' | 'DELETE', path: string, body: object | undefined, under: Under) {
    return this.identity.json<T>(path, { ...callUnder(under), method, body });
  }
}

const withQuery = (path: string, query: Query) =>
  `${path}?${new URLSearchParams(query).toString()}`;

/** Under the permit that consent-service made for identity-service; without it nothing is answered. */
function callUnder({ permits, userToken, prefer }: Under): Call {
  return {
    permit: permitFor('identity-service', permits),
    userToken,
    ...(prefer && { headers: { prefer } }),
  };
}
