import type { SafetyFact, WriteFieldCard } from '@continuum/contracts';
import { DAY_MS } from './business-time.js';

export interface FieldCard {
  readonly caseId: string;
  readonly safety: readonly SafetyFact[];
  readonly howToHelp: Pick<WriteFieldCard, 'triggers' | 'calmingSteps' | 'language'>;
  readonly callNow: string;
  readonly agreedAt: Date;
  readonly reviewedAt: Date;
  readonly writtenBy: string;
}

export interface ShownCard {
  readonly safety?: readonly SafetyFact[];
  readonly howToHelp?: FieldCard['howToHelp'];
  readonly callNow?: string;
}

const REVIEW_LASTS_MS = 365 * DAY_MS;

/** What responders may see of a card now: an unreviewed card is hidden, an expired fact is gone. */
export function shownCard(card: FieldCard | undefined, now: Date): ShownCard {
  if (!card || +now - +card.reviewedAt >= REVIEW_LASTS_MS) return {};
  const safety = card.safety.filter(({ expiresAt }) => new Date(expiresAt) > now);
  return {
    ...(safety.length > 0 ? { safety } : {}),
    howToHelp: card.howToHelp,
    callNow: card.callNow,
  };
}
