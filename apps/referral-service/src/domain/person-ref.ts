import type { PersonRef } from '@continuum/contracts';

/** Whom a case or referral is about. The anchor is the record it was made from: it decides after a split. */
export interface Subject {
  readonly personId: string | null;
  readonly anchorRecordKey: string | null;
  /** A split left open whose it is: it discloses nothing until somebody decides. */
  readonly isPersonUncertain: boolean;
}

export function refOf({ personId, anchorRecordKey }: Subject): PersonRef {
  if (personId) return { personId };
  return { recordKey: anchorRecordKey ?? '' };
}
