/** GET /v1/reports/wrong-views/:personId of consent-service: one view of what was wrongly one person's. Ids only. */
export interface WrongViewReader {
  readonly decisionId: string;
  readonly userId: string;
  readonly department: string;
  readonly role: string;
  readonly purpose: string;
  readonly action: string;
  /** UTC instant of the decision. */
  readonly decidedAt: string;
  /** UTC instant of the last check before the bytes left; null: none was asked for, or it failed. */
  readonly releasedAt: string | null;
  /** To whom a referral told it; null: to the user alone. */
  readonly recipient: string | null;
  /** As whose it was shown. */
  readonly personId: string;
  /** Records shown or relied on that are another person's today. */
  readonly recordKeys: readonly string[];
  readonly datasets: readonly string[];
  readonly elements: readonly string[];
}

/** Oldest view first. */
export interface WrongViewReport {
  readonly personId: string;
  readonly readers: readonly WrongViewReader[];
}

/** GET /v1/notices of consent-service: something the user was shown as one person's is another's. */
export interface ReaderNoticeView {
  readonly decisionId: string;
  /** As whose it was shown. */
  readonly personId: string;
  /** Datasets of what was shown wrongly. */
  readonly datasets: readonly string[];
  readonly decidedAt: string;
  readonly raisedAt: string;
  readonly acknowledgedAt: string | null;
  /** It was right after all. */
  readonly withdrawnAt: string | null;
}
