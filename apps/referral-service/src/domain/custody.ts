import type { CustodyChangedV1 } from '@continuum/contracts';

/** One stay in jail, under its booking's record key. */
export interface CustodyStay {
  readonly recordKey: string;
  readonly recordVersion: number;
  readonly state: CustodyChangedV1['data']['state'] | 'withdrawn';
  readonly admittedAt: Date;
  readonly isBackload: boolean;
}

/** A stay with the person its record is linked to, and how surely. */
export interface LinkedStay extends CustodyStay {
  readonly personId: string;
  readonly isConfirmed: boolean;
}

const OVER: readonly LinkedStay['state'][] = ['released', 'ended_in_error', 'withdrawn'];

export const isOver = ({ state }: Pick<CustodyStay, 'state'>) => OVER.includes(state);

/** Transferred or temporarily out is still in custody: only the end of every known stay ends it. */
export const isInCustody = (stays: readonly LinkedStay[]) =>
  stays.some((stay) => stay.isConfirmed && !isOver(stay));

/** A booking entered over 72 hours late tells nobody anything new. */
export const isFresh = (stay: LinkedStay) =>
  stay.isConfirmed && stay.state === 'in_custody' && !stay.isBackload;
