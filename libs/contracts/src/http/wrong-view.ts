import Type from 'typebox';
import { view, type ViewOf } from '../view.js';
import { AnyKey, Instant, nullable, Uuid } from '../words.js';

/** One view of what was wrongly one person's. Ids only. */
export const WrongViewReader = view('WrongViewReader', {
  decisionId: Uuid,
  userId: Type.String(),
  department: Type.String(),
  role: Type.String(),
  purpose: Type.String(),
  action: Type.String(),
  /** UTC instant of the decision. */
  decidedAt: Instant,
  /** UTC instant of the last check before the bytes left; null: none was asked for, or it failed. */
  releasedAt: nullable(Instant),
  /** To whom a referral told it; null: to the user alone. */
  recipient: nullable(Type.String()),
  /** As whose it was shown. */
  personId: Uuid,
  /** Records shown or relied on that are another person's today. */
  recordKeys: Type.Array(AnyKey),
  datasets: Type.Array(Type.String()),
  elements: Type.Array(Type.String()),
});
export type WrongViewReader = ViewOf<typeof WrongViewReader>;

/** GET /v1/reports/wrong-views/:personId of consent-service: oldest view first. */
export const WrongViewReport = view('WrongViewReport', {
  personId: Uuid,
  readers: Type.Array(WrongViewReader),
});
export type WrongViewReport = ViewOf<typeof WrongViewReport>;

/** Something the user was shown as one person's is another's. */
export const ReaderNoticeView = view('ReaderNoticeView', {
  decisionId: Uuid,
  /** As whose it was shown. */
  personId: Uuid,
  /** Datasets of what was shown wrongly. */
  datasets: Type.Array(Type.String()),
  decidedAt: Instant,
  raisedAt: Instant,
  acknowledgedAt: nullable(Instant),
  /** It was right after all. */
  withdrawnAt: nullable(Instant),
});
export type ReaderNoticeView = ViewOf<typeof ReaderNoticeView>;

/** GET /v1/notices of consent-service: the user's own. */
export const ReaderNoticeList = view('ReaderNoticeList', { items: Type.Array(ReaderNoticeView) });
export type ReaderNoticeList = ViewOf<typeof ReaderNoticeList>;
